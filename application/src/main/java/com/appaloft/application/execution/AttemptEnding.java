package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Phase;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends an attempt that did not succeed: first the host is put back, then what is true is recorded. */
@Component
class AttemptEnding {
    private static final Logger log = LoggerFactory.getLogger(AttemptEnding.class);
    private static final int EVIDENCE_CHARACTERS = 8_000;

    private final AttemptJournal journal;
    private final HostState host;
    private final Configuration configuration;
    private final Leftovers leftovers;

    AttemptEnding(AttemptJournal journal, HostState host, Configuration configuration, Leftovers leftovers) {
        this.journal = journal;
        this.host = host;
        this.configuration = configuration;
        this.leftovers = leftovers;
    }

    /** Canceled may be said only when the host shows nothing of it; where the host cannot be asked this throws and is tried again. */
    void canceled(Carried attempt) {
        putBack(attempt);
        journal.canceled(attempt.id());
    }

    void failed(Carried attempt, BackendFailure failure) {
        tryToPutBack(attempt);
        unlessCanceling(attempt, a -> journal.failed(a.id(), failure(a, failure)));
    }

    /** Once traffic is being given to it nobody may say that it never had any. */
    void failedUnexpectedly(Carried attempt) {
        if (journal.read(attempt.id()).attempt().phase() == Phase.CUT_OVER) {
            interrupted(attempt, "The control plane failed in " + Phase.CUT_OVER.wire() + ", and its own log says why");
            return;
        }
        failed(
                attempt,
                new BackendFailure(
                        FailureCode.UNEXPECTED, "The control plane failed while carrying it; its own log says why."));
    }

    void rolledBack(Carried attempt, CutOver.PutBack putBack) {
        unlessCanceling(attempt, a -> journal.rolledBack(a.id(), failure(a, putBack.failure()), putBack.restored()));
    }

    /** Whoever carried it is gone: look at the host, remove what was left, and say only what is known. */
    void interrupted(Carried attempt) {
        var phase = attempt.deployment().attempt().phase();
        interrupted(
                attempt, "Whoever carried it was lost " + (phase == null ? "before it began" : "in " + phase.wire()));
    }

    /** The server could not be asked any more while the traffic was given to it. */
    void lostSight(Carried attempt) {
        interrupted(attempt, "The server could not be asked any more in " + Phase.CUT_OVER.wire());
    }

    /** Its server was deactivated: nobody can look, and waiting for a look would hold its slot for ever. */
    void abandoned(Carried attempt) {
        journal.abandoned(
                attempt.id(),
                "The server was deactivated and nobody can look what runs there; what this attempt left on it, if anything, is there still.");
    }

    private void interrupted(Carried attempt, String how) {
        var found = whatWasFound(attempt);
        unlessCanceling(attempt, a -> journal.interrupted(a.id(), how + "; " + found + "."));
    }

    private String whatWasFound(Carried attempt) {
        try {
            var runs = putBack(attempt).isPresent();
            var removed = "what it left on the server was removed";
            if (attempt.previous() == null) {
                return removed;
            }
            return runs
                    ? removed + " and the workload of " + attempt.previous() + " runs"
                    : removed + ", but no workload of " + attempt.previous() + " runs";
        } catch (RuntimeException e) {
            log.warn("The server could not be put back for attempt {}: {}", attempt.id(), e.getMessage());
            return "the server could not be put back, which is tried again whenever it is looked at";
        }
    }

    /** Removes what an ended attempt left behind; a success keeps its workload. */
    void tidy(Carried attempt) {
        var now = journal.read(attempt.id());
        var slot = journal.slotOf(now);
        var serving = slot.serving();
        if (now instanceof Deployment.Ended && !attempt.id().equals(serving)) {
            host.removeEnded(attempt, serving);
        }
    }

    /** Somebody else has ended it: what this carrier still did in that moment is undone, and what it stopped serves again. */
    void letGo(Carried attempt) {
        tidy(attempt);
        leftovers.tidy(attempt.server());
    }

    private void unlessCanceling(Carried attempt, Consumer<Carried> end) {
        try {
            end.accept(attempt);
        } catch (Operation.Canceled canceling) {
            canceled(attempt);
        } catch (AttemptJournal.EndedElsewhere elsewhere) {
            log.warn("Attempt {} was ended by somebody else.", attempt.id());
            letGo(attempt);
        }
    }

    /** Not once it has ended: what a success left on the host is what serves. */
    private Optional<Workload> putBack(Carried attempt) {
        if (journal.read(attempt.id()) instanceof Deployment.Ended) {
            return Optional.empty();
        }
        return host.putBack(attempt);
    }

    private void tryToPutBack(Carried attempt) {
        try {
            putBack(attempt);
        } catch (RuntimeException e) {
            log.warn("The server could not be put back for attempt {}: {}", attempt.id(), e.getMessage());
        }
    }

    private Failure failure(Carried attempt, BackendFailure failure) {
        var now = journal.read(attempt.id());
        var phase = now.attempt().phase();
        return new Failure(
                phase == null ? Phase.DETECT : phase,
                failure.code(),
                // our own words about names and versions; with a version gone nothing else could be masked
                text(
                        failure.code() == FailureCode.ENVIRONMENT_INCOMPLETE
                                ? failure.sentence()
                                : masked(now, failure.sentence())),
                failure.evidence() == null ? null : bounded(text(masked(now, failure.evidence()))));
    }

    /** What programs print may be anything; a character that ends texts elsewhere is shown as one that could not be read. */
    private static String text(String printed) {
        return printed.replace('\0', '\ufffd');
    }

    private String masked(Deployment attempt, String text) {
        var environment = attempt.attempt().request().intent().environment();
        if (environment.secrets().isEmpty()) {
            return text;
        }
        try {
            return configuration
                    .reveal(attempt.attempt().request().environmentId(), environment)
                    .mask(text);
        } catch (BackendFailure secretsGone) {
            return "(not shown: its secrets could not be masked)";
        }
    }

    private static @Nullable String bounded(String evidence) {
        return evidence.length() <= EVIDENCE_CHARACTERS
                ? evidence
                : evidence.substring(evidence.length() - EVIDENCE_CHARACTERS);
    }
}

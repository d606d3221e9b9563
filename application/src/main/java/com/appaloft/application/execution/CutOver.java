package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives the traffic to the verified attempt and proves that the route serves it. A server's port can be held by one container
 * only, so what serves is stopped for a moment, kept, and started again if the proof fails; the same where two would share data. A
 * workload that is reached by name was verified where it serves, and what served goes on until the name leads to it.
 */
@Component
class CutOver {
    /** The attempt had the traffic and failed its proof; what served before has been put back. */
    static final class PutBack extends RuntimeException {
        private final transient BackendFailure failure;
        private final transient @Nullable DeploymentId restored;

        PutBack(BackendFailure failure, @Nullable DeploymentId restored) {
            super(failure);
            this.failure = failure;
            this.restored = restored;
        }

        BackendFailure failure() {
            return failure;
        }

        @Nullable
        DeploymentId restored() {
            return restored;
        }
    }

    /** The server cannot be asked any more in the middle of it: nobody may claim to know what serves. */
    static final class LostSight extends RuntimeException {
        LostSight(BackendFailure failure, RuntimeException away) {
            super(failure);
            addSuppressed(away);
        }
    }

    private final Workloads workloads;
    private final Verification verification;
    private final HostState host;
    private final AttemptJournal journal;
    private final Access access;

    /** The ways to what is deployed. */
    @Component
    record Access(ChosenPorts ports, EdgeCutOver edge) {}

    /**
     * What serves now.
     *
     * @param url where it is visited; absent where nobody visits it
     */
    record Served(Workload workload, @Nullable String url) {}

    CutOver(Workloads workloads, Verification verification, HostState host, AttemptJournal journal, Access access) {
        this.workloads = workloads;
        this.verification = verification;
        this.host = host;
        this.journal = journal;
        this.access = access;
    }

    Served switchTo(Carried attempt, Snapshot snapshot, Artifact artifact, Workload trial) {
        var backend = attempt.backend();
        var server = attempt.server();
        var slot = attempt.request().slotId();
        if (EdgeCutOver.beside(snapshot)) {
            return led(attempt, snapshot, artifact, trial);
        }
        backend.remove(server, trial.name());
        var previous = host.serving(backend, server, slot, attempt.previous());
        attempt.operation().throwIfCanceled();
        boolean tookTraffic = false;
        try {
            var publish = publish(attempt, snapshot, previous.orElse(null));
            access.edge().hold(attempt, snapshot, previous);
            journal.mustStillBeCarried(attempt.id());
            previous.ifPresent(old -> stop(attempt, old));
            // stopping takes seconds, in which this process may have been given up for dead
            journal.mustStillBeCarried(attempt.id());
            var serving = workloads.serving(attempt, snapshot, artifact, publish);
            tookTraffic = true;
            verification.prove(attempt, serving, provable(snapshot));
            return served(attempt, snapshot, routeServes(attempt, serving, artifact, publish));
        } catch (BackendFailure failure) {
            throw putBack(attempt, failure, tookTraffic);
        }
    }

    /**
     * Asks once more where the way broke or the attempt was canceled meanwhile: a stop that is under way takes as long as its grace, and would
     * take away what is put back.
     */
    private void stop(Carried attempt, Workload old) {
        attempt.operation().line("system", "stops what serves, " + old.deployment());
        try {
            attempt.backend().stop(attempt.server(), old.name());
        } catch (RuntimeException unanswered) {
            boolean underWay = unanswered instanceof Operation.Canceled
                    || unanswered instanceof BackendFailure failure && failure.code() == FailureCode.SERVER_UNREACHABLE;
            if (underWay) {
                stopAgain(attempt, old, unanswered);
            }
            throw unanswered;
        }
    }

    private void stopAgain(Carried attempt, Workload old, RuntimeException unanswered) {
        try {
            if (journal.isCarriedBy(attempt)) {
                attempt.backend().stop(attempt.server(), old.name());
            }
        } catch (RuntimeException again) {
            unanswered.addSuppressed(again);
        }
    }

    /** It was verified where it serves; only the name is still to lead to it. */
    private Served led(Carried attempt, Snapshot snapshot, Artifact artifact, Workload workload) {
        attempt.operation().throwIfCanceled();
        var runs = routeServes(attempt, workload, artifact, null);
        attempt.backend().restartsFromNowOn(attempt.server(), runs.name());
        access.edge().prove(attempt, snapshot, runs);
        try {
            return named(attempt, snapshot, runs);
        } catch (BackendFailure failure) {
            throw putBack(attempt, failure, true);
        }
    }

    private Served served(Carried attempt, Snapshot snapshot, Workload workload) {
        if (EdgeCutOver.byName(snapshot)) {
            attempt.backend().restartsFromNowOn(attempt.server(), workload.name());
            access.edge().prove(attempt, snapshot, workload);
            return named(attempt, snapshot, workload);
        }
        return new Served(
                workload,
                snapshot.network().exposure() == Exposure.DIRECT_PORT
                        ? attempt.backend().url(attempt.server(), workload.hostPort())
                        : null);
    }

    private Served named(Carried attempt, Snapshot snapshot, Workload workload) {
        var kept = access.edge().lead(attempt, snapshot, workload);
        access.edge().drain(attempt, snapshot, kept);
        verification.stillRunning(attempt, workload);
        return new Served(workload, access.edge().url(attempt, kept));
    }

    /** Returns what to end the attempt with. */
    private RuntimeException putBack(Carried attempt, BackendFailure failure, boolean tookTraffic) {
        Optional<Workload> restored;
        try {
            journal.mustStillBeCarried(attempt.id());
            restored = host.putBack(attempt);
        } catch (Operation.Canceled | AttemptJournal.EndedElsewhere stopped) {
            throw stopped;
        } catch (RuntimeException unknown) {
            return new LostSight(failure, unknown);
        }
        if (restored.isPresent()) {
            return tookTraffic ? new PutBack(failure, restored.get().deployment()) : failure;
        }
        return attempt.previous() == null
                ? failure
                : new BackendFailure(
                        failure.code(),
                        "What served before could not be started again; that is tried whenever the server is looked at. "
                                + failure.sentence(),
                        failure.evidence(),
                        failure);
    }

    private @Nullable Publish publish(Carried attempt, Snapshot snapshot, @Nullable Workload previous) {
        var network = snapshot.network();
        var internal = network.internalPort();
        if (internal != null && EdgeCutOver.byName(snapshot)) {
            return new Publish(internal, 0, false);
        }
        if (network.exposure() != Exposure.DIRECT_PORT || internal == null) {
            return null;
        }
        if (network.hostPort() != null) {
            return new Publish(internal, network.hostPort());
        }
        return new Publish(internal, access.ports().choose(attempt, previous));
    }

    /** Without a published port nothing can be asked over HTTP; the trial has answered with the same image and configuration. */
    private static HealthSpec provable(Snapshot snapshot) {
        boolean reachable = snapshot.network().exposure() != Exposure.NONE;
        return snapshot.health() instanceof HealthSpec.Http && !reachable ? new HealthSpec.None() : snapshot.health();
    }

    /** The port belongs to this attempt's container, and that container runs this attempt's image. */
    private Workload routeServes(Carried attempt, Workload serving, Artifact artifact, @Nullable Publish publish) {
        var now = verification.stillRunning(attempt, serving);
        boolean onPort = publish == null || publish.hostPort() == 0 || now.hostPort() == publish.hostPort();
        if (!onPort
                || !now.imageId().equals(artifact.imageId())
                || !now.deployment().equals(attempt.id())) {
            throw new BackendFailure(
                    FailureCode.ROUTE_NOT_SERVING, "The route does not answer with this attempt's workload.");
        }
        return now;
    }
}

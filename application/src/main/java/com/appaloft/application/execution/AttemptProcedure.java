package com.appaloft.application.execution;

import static com.appaloft.domain.deployment.Phase.CUT_OVER;
import static com.appaloft.domain.deployment.Phase.DETECT;
import static com.appaloft.domain.deployment.Phase.EXECUTE;
import static com.appaloft.domain.deployment.Phase.PLAN;
import static com.appaloft.domain.deployment.Phase.VERIFY;

import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The procedure of one attempt: the new workload is made and verified beside the old, and only then takes its place. */
@Component
class AttemptProcedure {
    private static final Logger log = LoggerFactory.getLogger(AttemptProcedure.class);

    private record Made(Artifact artifact, Workload trial) {}

    private final AttemptJournal journal;
    private final Detection detection;
    private final Planning planning;
    private final ArtifactMaking artifacts;
    private final Workloads workloads;
    private final Verification verification;
    private final CutOver cutOver;
    private final EdgeCutOver edge;
    private final HostState host;

    AttemptProcedure(
            AttemptJournal journal,
            Detection detection,
            Planning planning,
            ArtifactMaking artifacts,
            Workloads workloads,
            Verification verification,
            CutOver cutOver,
            EdgeCutOver edge,
            HostState host) {
        this.journal = journal;
        this.detection = detection;
        this.planning = planning;
        this.artifacts = artifacts;
        this.workloads = workloads;
        this.verification = verification;
        this.cutOver = cutOver;
        this.edge = edge;
        this.host = host;
    }

    void carryOut(Carried attempt) {
        var id = attempt.id();
        var source = journal.phase(id, DETECT, () -> detection.detect(attempt));
        var snapshot = journal.phase(id, PLAN, () -> planning.plan(attempt, source));
        var made = journal.phase(id, EXECUTE, () -> make(attempt, snapshot));
        journal.phase(id, VERIFY, () -> verified(attempt, made.trial(), snapshot));
        var served =
                journal.phase(id, CUT_OVER, () -> cutOver.switchTo(attempt, snapshot, made.artifact(), made.trial()));
        journal.succeeded(id, served.url());
        forgetName(attempt, snapshot);
        removePrevious(attempt);
    }

    /** What is no longer visited by name keeps none; where that is lost, it is done when the server is looked at. */
    private void forgetName(Carried attempt, Snapshot snapshot) {
        if (EdgeCutOver.byName(snapshot)) {
            return;
        }
        try {
            edge.forget(attempt);
        } catch (RuntimeException e) {
            log.warn("The name that led to {} is taken away later: {}", attempt.previous(), e.getMessage());
        }
    }

    private Made make(Carried attempt, Snapshot snapshot) {
        edge.ready(attempt, snapshot);
        var artifact = artifacts.make(attempt, snapshot);
        return new Made(artifact, workloads.trial(attempt, snapshot, artifact));
    }

    private Workload verified(Carried attempt, Workload trial, Snapshot snapshot) {
        verification.prove(attempt, trial, snapshot.health());
        return trial;
    }

    /** The attempt has succeeded; what cannot be removed now is a leftover that is removed later. */
    private void removePrevious(Carried attempt) {
        if (attempt.previous() == null) {
            return;
        }
        try {
            host.removeAllOf(
                    attempt.backend(), attempt.server(), attempt.request().slotId(), attempt.previous());
        } catch (RuntimeException e) {
            log.warn("What {} left on the server is removed later: {}", attempt.previous(), e.getMessage());
        }
    }
}

package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Gives the traffic to a workload that is reached by name: the proxy is told, proves it, and what began before may end. */
@Component
class EdgeCutOver {
    private final EdgeAccess edge;
    private final AttemptJournal journal;

    EdgeCutOver(EdgeAccess edge, AttemptJournal journal) {
        this.edge = edge;
        this.journal = journal;
    }

    /** Whether the workload is started and verified where it will serve, while what serves goes on. Two may not share data. */
    static boolean beside(Snapshot snapshot) {
        return byName(snapshot) && !snapshot.keepsData();
    }

    static boolean byName(Snapshot snapshot) {
        return snapshot.network().exposure() == Exposure.GENERATED;
    }

    /** Before anything is made: without a proxy there is no way to give it the traffic. */
    void ready(Carried attempt, Snapshot snapshot) {
        if (byName(snapshot)) {
            edge.ready(attempt);
        }
    }

    /** @throws BackendFailure {@code route-not-serving}; the route may lead to the attempt then */
    Kept lead(Carried attempt, Snapshot snapshot, Workload workload) {
        journal.mustStillBeCarried(attempt.id());
        var kept = edge.pointAt(
                attempt, workload, Objects.requireNonNull(snapshot.network().internalPort()));
        edge.prove(attempt, kept, snapshot.health());
        return kept;
    }

    /** Once nothing can go wrong any more: what was asked of the one before is answered by it. */
    void drain(Carried attempt, Kept kept) {
        edge.drain(attempt, kept);
    }

    String url(Carried attempt, Kept kept) {
        return edge.url(attempt.server(), kept);
    }

    void forget(Carried attempt) {
        edge.forget(attempt.server(), attempt.request().slotId());
    }
}

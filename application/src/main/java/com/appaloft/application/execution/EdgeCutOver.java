package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Gives the traffic to a workload that is reached by name: it is proven through the proxy before a visitor is led to it, and again after
 * that, and what began before may end.
 */
@Component
class EdgeCutOver {
    private final EdgeAccess edge;
    private final EdgePlaces places;
    private final EdgeProof proof;
    private final Draining draining;
    private final AttemptJournal journal;

    EdgeCutOver(EdgeAccess edge, EdgePlaces places, EdgeProof proof, Draining draining, AttemptJournal journal) {
        this.edge = edge;
        this.places = places;
        this.proof = proof;
        this.draining = draining;
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

    /** Before what serves is stopped: what it was asked is answered, as long as who comes now can wait. */
    void hold(Carried attempt, Snapshot snapshot, Optional<Workload> stopping) {
        if (!byName(snapshot)) {
            return;
        }
        var serving = edge.tell(attempt);
        if (serving.isPresent() && stopping.filter(Workload::running).isPresent()) {
            edge.hold(attempt, sure(attempt));
            draining.awaitBriefly(attempt.server(), serving.get(), attempt.operation());
        }
    }

    /**
     * Before a visitor is led to it; they go on to what serves, or wait, where that was stopped.
     *
     * @throws BackendFailure {@code route-not-serving}; no visitor has noticed anything then
     */
    void prove(Carried attempt, Snapshot snapshot, Workload workload) {
        var serving = beside(snapshot) ? edge.tell(attempt) : edge.serving(attempt);
        serving.map(route -> places.offer(attempt, route, workload, port(snapshot)))
                .ifPresent(offered -> proof.offered(attempt, offered, snapshot.health()));
    }

    /** @throws BackendFailure {@code route-not-serving}; the route may lead to the attempt then */
    Kept lead(Carried attempt, Snapshot snapshot, Workload workload) {
        var kept = edge.pointAt(attempt, workload, port(snapshot), sure(attempt));
        if (!beside(snapshot)) {
            // they wait for what was stopped
            places.letIn(attempt, attempt.id());
        }
        if (kept.before() == null) {
            proof.led(attempt, kept.now(), snapshot.health());
        } else {
            proof.stillLed(attempt, kept.now(), snapshot.health());
        }
        return kept;
    }

    /**
     * What was asked of the one before is answered by it, unless it was stopped already.
     *
     * @throws BackendFailure {@code route-not-serving} where the attempt does not answer any more after that
     */
    void drain(Carried attempt, Snapshot snapshot, Kept kept) {
        if (kept.before() != null && beside(snapshot)) {
            draining.await(attempt.server(), kept.before(), attempt.operation());
            places.letIn(attempt, attempt.id());
            proof.stillLed(attempt, kept.now(), snapshot.health());
        }
    }

    private Runnable sure(Carried attempt) {
        return () -> journal.mustStillBeCarried(attempt.id());
    }

    private static int port(Snapshot snapshot) {
        return Objects.requireNonNull(snapshot.network().internalPort());
    }

    String url(Carried attempt, Kept kept) {
        return edge.url(attempt.server(), kept);
    }

    void forget(Carried attempt) {
        edge.forget(attempt.server(), attempt.request().slotId());
    }
}

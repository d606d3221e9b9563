package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts a host back to what it was before an attempt: removes all of the attempt, starts what served before if it was stopped. */
@Component
class HostState {
    private static final Logger log = LoggerFactory.getLogger(HostState.class);

    private final EdgeAccess edge;
    private final EdgePlaces places;
    private final Draining draining;

    HostState(EdgeAccess edge, EdgePlaces places, Draining draining) {
        this.edge = edge;
        this.places = places;
        this.draining = draining;
    }

    /**
     * Undoes the attempt on the host and looks again. That nothing of it is left is proven; starting again what served before is tried,
     * and tried again whenever the host is looked at ({@link Leftovers}).
     *
     * @return the workload of the previous attempt, if it runs
     * @throws com.appaloft.application.port.BackendFailure if the host cannot be asked: then nothing is known and nothing may be claimed
     */
    Optional<Workload> putBack(Carried attempt) {
        var backend = attempt.backend();
        var server = attempt.server();
        var slot = attempt.request().slotId();
        edge.back(attempt);
        places.letIn(attempt, attempt.previous());
        places.left(attempt).ifPresent(left -> drain(attempt, left));
        // removing gives no more time than any call has, and a grace may be longer
        serving(backend, server, slot, attempt.id()).ifPresent(own -> backend.stop(server, own.name()));
        removeAllOf(backend, server, slot, attempt.id());
        return serving(backend, server, slot, attempt.previous())
                .flatMap(workload ->
                        workload.running() ? Optional.of(workload) : startedAgain(backend, server, workload));
    }

    /** Whoever was told to stop must not keep this from ending: it only has so much time. */
    private void drain(Carried attempt, Route left) {
        boolean answered = serving(
                        attempt.backend(), attempt.server(), attempt.request().slotId(), attempt.previous())
                .filter(Workload::running)
                .isPresent();
        if (answered) {
            draining.await(attempt.server(), left, Operation.quiet());
        } else {
            draining.awaitBriefly(attempt.server(), left, Operation.quiet());
        }
    }

    private static Optional<Workload> startedAgain(RuntimeBackend backend, Server server, Workload workload) {
        try {
            backend.startAgain(server, workload.name());
            return backend.find(server, workload.name()).filter(Workload::running);
        } catch (BackendFailure e) {
            log.warn("{} served before and could not be started again: {}", workload.name(), e.sentence());
            return Optional.empty();
        }
    }

    /**
     * Leads the name to what serves, if it leads to the attempt, and then removes every workload of the attempt. Where the name cannot be led,
     * the workload stays until the server is looked at: no visitor is led to what has just gone.
     */
    void removeEnded(Carried attempt, @Nullable DeploymentId serving) {
        var slot = attempt.request().slotId();
        try {
            edge.takeFrom(attempt, Optional.ofNullable(serving));
        } catch (BackendFailure e) {
            log.warn("The name of {} still leads to {}, which is removed later: {}", slot, attempt.id(), e.sentence());
            return;
        }
        places.left(attempt).ifPresent(left -> drain(attempt, left));
        removeAllOf(attempt.backend(), attempt.server(), slot, attempt.id());
    }

    /** Removes every workload of the attempt and proves by looking again that none is left. */
    void removeAllOf(RuntimeBackend backend, Server server, SlotId slot, DeploymentId attempt) {
        of(backend, server, slot, attempt).forEach(workload -> backend.remove(server, workload.name()));
        var left = of(backend, server, slot, attempt);
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "the host still shows " + left.getFirst().name());
        }
    }

    /** The attempt's workload that was started to serve, if the host shows one. */
    Optional<Workload> serving(RuntimeBackend backend, Server server, SlotId slot, @Nullable DeploymentId attempt) {
        return attempt == null
                ? Optional.empty()
                : of(backend, server, slot, attempt).stream()
                        .filter(workload -> workload.role() == Role.SERVING)
                        .findFirst();
    }

    private static List<Workload> of(RuntimeBackend backend, Server server, SlotId slot, DeploymentId attempt) {
        return backend.workloads(server, slot).stream()
                .filter(workload -> workload.deployment().equals(attempt))
                .toList();
    }
}

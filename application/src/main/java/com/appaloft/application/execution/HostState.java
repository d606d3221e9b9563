package com.appaloft.application.execution;

import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a host back to what it was before an attempt: removes all of the attempt, starts what served before if it was stopped. */
@Component
class HostState {
    /**
     * Undoes the attempt on the host and looks again.
     *
     * @param previous the attempt that serves, if any
     * @return the previous workload, running again, if there is one
     * @throws com.appaloft.application.port.BackendFailure if the host cannot be asked: then nothing is known and nothing may be claimed
     */
    Optional<Workload> putBack(
            RuntimeBackend backend, Server server, SlotId slot, DeploymentId attempt, @Nullable DeploymentId previous) {
        removeAllOf(backend, server, slot, attempt);
        return serving(backend, server, slot, previous)
                .map(workload -> workload.running() ? workload : backend.startAgain(server, workload.name()));
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

    /** The serving workload of the attempt that serves, if the host shows one. */
    Optional<Workload> serving(RuntimeBackend backend, Server server, SlotId slot, @Nullable DeploymentId previous) {
        return previous == null
                ? Optional.empty()
                : of(backend, server, slot, previous).stream()
                        .filter(workload -> workload.role() == Role.SERVING)
                        .findFirst();
    }

    private static List<Workload> of(RuntimeBackend backend, Server server, SlotId slot, DeploymentId attempt) {
        return backend.workloads(server, slot).stream()
                .filter(workload -> workload.deployment().equals(attempt))
                .toList();
    }
}

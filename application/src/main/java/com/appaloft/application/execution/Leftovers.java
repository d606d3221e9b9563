package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.server.Server;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tidies a host where a crash or a lost link left it: removes workloads of attempts that have ended and do not serve, and starts the
 * one that should serve where nobody is changing what runs and it was stopped for a cut-over that could not be undone.
 */
@Component
public class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final RuntimeBackends backends;
    private final EdgeKeeper edge;

    Leftovers(
            UnitOfWork unitOfWork,
            Deployments deployments,
            RuntimeSlots slots,
            RuntimeBackends backends,
            EdgeKeeper edge) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.slots = slots;
        this.backends = backends;
        this.edge = edge;
    }

    public void tidy(Server server) {
        var backend = backends.of(server);
        var workloads = backend.workloads(server, null);
        var visited = edge.visited(server);
        edge.keepIfItCan(server);
        workloads.stream()
                .filter(this::leftBehind)
                // what was asked of it until now is answered until it is looked at again
                .filter(workload -> !visited.contains(workload.deployment()))
                .filter(workload -> !edge.visited(server).contains(workload.deployment()))
                .forEach(workload -> remove(backend, server, workload));
        workloads.stream()
                .filter(workload -> !workload.running() && shouldServe(workload))
                .forEach(workload -> startAgain(backend, server, workload));
    }

    private static void remove(RuntimeBackend backend, Server server, Workload workload) {
        try {
            backend.remove(server, workload.name());
        } catch (BackendFailure e) {
            log.warn("{} is left over and could not be removed: {}", workload.name(), e.sentence());
        }
    }

    private static void startAgain(RuntimeBackend backend, Server server, Workload workload) {
        try {
            backend.startAgain(server, workload.name());
            log.info("Started {} again, which should serve and was stopped.", workload.name());
        } catch (BackendFailure e) {
            log.warn("{} should serve and could not be started again: {}", workload.name(), e.sentence());
        }
    }

    private boolean leftBehind(Workload workload) {
        return endedWith(workload, slot -> !workload.deployment().equals(slot.serving()));
    }

    private boolean shouldServe(Workload workload) {
        return workload.role() == Role.SERVING
                && endedWith(
                        workload,
                        slot -> slot instanceof RuntimeSlot.Free
                                && workload.deployment().equals(slot.serving()));
    }

    /** Whether its attempt has ended and the slot is so, both read at one moment. */
    private boolean endedWith(Workload workload, Predicate<RuntimeSlot> slotIsSo) {
        return unitOfWork.perform(() -> deployments
                .find(workload.deployment())
                .filter(Deployment.Ended.class::isInstance)
                .map(ended -> slotIsSo.test(slots.get(ended.attempt().request().slotId())))
                .orElse(false));
    }
}

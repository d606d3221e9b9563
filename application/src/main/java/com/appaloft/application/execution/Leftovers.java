package com.appaloft.application.execution;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.server.Server;
import org.springframework.stereotype.Component;

/** Removes workloads of attempts that have ended and do not serve, which a crash or an unreachable host left behind. */
@Component
public class Leftovers {
    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final RuntimeBackends backends;

    Leftovers(UnitOfWork unitOfWork, Deployments deployments, RuntimeSlots slots, RuntimeBackends backends) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.slots = slots;
        this.backends = backends;
    }

    public void removeFrom(Server server) {
        var backend = backends.of(server);
        backend.workloads(server, null).stream()
                .filter(this::leftBehind)
                .forEach(workload -> backend.remove(server, workload.name()));
    }

    private boolean leftBehind(Workload workload) {
        return unitOfWork.perform(() -> deployments
                .find(workload.deployment())
                .filter(Deployment.Ended.class::isInstance)
                .map(ended -> !ended.id()
                        .equals(slots.get(ended.attempt().request().slotId()).serving()))
                .orElse(false));
    }
}

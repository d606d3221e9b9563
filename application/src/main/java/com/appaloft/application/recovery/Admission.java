package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets a new attempt in: claims the slot, starts its history and queues its work, in the unit of work it is called in. */
@Component
class Admission {
    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final WorkQueue queue;

    Admission(Deployments deployments, RuntimeSlots slots, WorkQueue queue) {
        this.deployments = deployments;
        this.slots = slots;
        this.queue = queue;
    }

    void admit(DeploymentId attempt, Resource resource, List<DeploymentEvent> beginning, Instant at) {
        var slot = resource.slot();
        slots.append(
                slot, slots.get(slot).claim(slot, resource.id(), attempt, at).orThrow());
        deployments.append(attempt, beginning);
        queue.enqueue(attempt);
    }
}

package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets a new attempt in: claims the slot, starts its history and queues its work, in the unit of work it is called in. */
@Component
class Admission {
    /** The first events of an attempt. */
    interface Beginning {
        List<DeploymentEvent> of(DeploymentId attempt, Instant at);
    }

    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final WorkQueue queue;
    private final Ids ids;
    private final Clock clock;

    Admission(Deployments deployments, RuntimeSlots slots, WorkQueue queue, Ids ids, Clock clock) {
        this.deployments = deployments;
        this.slots = slots;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    DeploymentId admit(Resource resource, Beginning beginning) {
        var attempt = new DeploymentId(ids.next(DeploymentId.PREFIX));
        var at = clock.instant();
        var slot = resource.slot();
        slots.append(
                slot, slots.get(slot).claim(slot, resource.id(), attempt, at).orThrow());
        deployments.append(attempt, beginning.of(attempt, at));
        queue.enqueue(attempt);
        return attempt;
    }
}

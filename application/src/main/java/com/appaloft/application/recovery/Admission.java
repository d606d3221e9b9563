package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
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
    private final Origins origins;
    private final PreviewAdmission previews;
    private final WorkQueue queue;
    private final Ids ids;
    private final Clock clock;

    Admission(
            Deployments deployments,
            RuntimeSlots slots,
            Origins origins,
            PreviewAdmission previews,
            WorkQueue queue,
            Ids ids,
            Clock clock) {
        this.deployments = deployments;
        this.slots = slots;
        this.origins = origins;
        this.previews = previews;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    DeploymentId admit(Resource resource, Beginning beginning) {
        var attempt = new DeploymentId(ids.next(DeploymentId.PREFIX));
        var at = clock.instant();
        var events = beginning.of(attempt, at);
        var slot = slot(events);
        slots.append(
                slot, slots.get(slot).claim(slot, resource.id(), attempt, at).orThrow());
        previews.admitted(slot, attempt, at);
        origins.mustStillExist(events);
        deployments.append(attempt, events);
        queue.enqueue(attempt);
        return attempt;
    }

    private static SlotId slot(List<DeploymentEvent> beginning) {
        return beginning.getFirst() instanceof DeploymentEvent.Requested requested
                ? requested.slotId()
                : refusedBeginning();
    }

    private static SlotId refusedBeginning() {
        throw new IllegalStateException("an attempt begins with its request");
    }
}

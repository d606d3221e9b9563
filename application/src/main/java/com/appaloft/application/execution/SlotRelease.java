package com.appaloft.application.execution;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Takes the slot from an attempt in the unit of work that records its end, so that both land together. */
@Component
public class SlotRelease {
    private final Deployments deployments;
    private final RuntimeSlots slots;

    SlotRelease(Deployments deployments, RuntimeSlots slots) {
        this.deployments = deployments;
        this.slots = slots;
    }

    /** @param success whether the attempt serves from now on */
    public void of(DeploymentId id, boolean success, Instant at) {
        var attempt = deployments.get(id).attempt();
        var request = attempt.request();
        var snapshot = attempt.snapshot();
        var marker = snapshot == null ? null : snapshot.runtime().dataMarker();
        slots.append(
                request.slotId(),
                slots.get(request.slotId())
                        .release(request.slotId(), request.resourceId(), id, success, marker, at)
                        .orThrow());
    }
}

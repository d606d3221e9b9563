package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who held the right to change what runs, and what served afterwards. */
public sealed interface RuntimeSlotEvent extends DomainEvent {
    SlotId slotId();

    ResourceId resourceId();

    @Override
    default String streamId() {
        return slotId().value();
    }

    @Recorded(as = "runtime-slot.claimed")
    record Claimed(SlotId slotId, ResourceId resourceId, DeploymentId holder, Instant at) implements RuntimeSlotEvent {}

    /**
     * @param serving the attempt that serves now, if any
     * @param dataMarker the marker the holder declared, where the holder succeeded and declared one
     */
    @Recorded(as = "runtime-slot.released")
    record Released(
            SlotId slotId,
            ResourceId resourceId,
            DeploymentId holder,
            @Nullable DeploymentId serving,
            @Nullable String dataMarker,
            Instant at)
            implements RuntimeSlotEvent {}

    /** Nothing serves any more: what ran was taken away on purpose. */
    @Recorded(as = "runtime-slot.emptied")
    record Emptied(SlotId slotId, ResourceId resourceId, Instant at) implements RuntimeSlotEvent {}

    /** Retention took attempts or artifacts of this slot away; whatever was decided on what was there before is decided anew. */
    @Recorded(as = "runtime-slot.history-reduced")
    record HistoryReduced(SlotId slotId, ResourceId resourceId, Instant at) implements RuntimeSlotEvent {}
}

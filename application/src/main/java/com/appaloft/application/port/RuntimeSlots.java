package com.appaloft.application.port;

import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.SlotId;

/** The histories of runtime slots; a slot that was never claimed is free. */
public interface RuntimeSlots extends EventStream<SlotId, RuntimeSlot, RuntimeSlotEvent> {
    @Override
    default String noun() {
        return "runtime slot";
    }

    /** As {@link #find}; a slot that was never claimed is free. */
    @Override
    default RuntimeSlot get(SlotId id) {
        return find(id).orElse(RuntimeSlot.INITIAL);
    }
}

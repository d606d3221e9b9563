package com.appaloft.application.preview;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Takes the preview's address out of everything that shows where it answers; its port went with its workload. */
@Component
class RouteRemoval implements StageWork {
    private final RuntimeSlots slots;
    private final EdgeAccess edge;
    private final PreviewHost host;
    private final Clock clock;

    RouteRemoval(RuntimeSlots slots, EdgeAccess edge, PreviewHost host, Clock clock) {
        this.slots = slots;
        this.edge = edge;
        this.host = host;
        this.clock = clock;
    }

    @Override
    public CleanupStage stage() {
        return CleanupStage.REMOVE_ROUTE;
    }

    @Override
    public String carryOut(Preview.Cleaning preview) {
        return host.of(preview)
                .map(on -> {
                    edge.forget(on.server(), preview.slot());
                    return "No name leads to its slot.";
                })
                .orElse(PreviewHost.NO_LONGER_OURS);
    }

    @Override
    public void record(Preview.Cleaning preview) {
        var slot = preview.slot();
        slots.append(
                slot,
                slots.get(slot)
                        .empty(slot, preview.life().terms().resourceId(), clock.instant())
                        .orThrow());
    }
}

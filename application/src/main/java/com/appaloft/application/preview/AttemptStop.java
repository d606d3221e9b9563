package com.appaloft.application.preview;

import com.appaloft.application.deployment.CancelHandler;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.recovery.Marker;
import com.appaloft.application.recovery.Request;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Cancels the attempt of a preview that is under way and waits until it is proven that it has stopped. */
@Component
class AttemptStop implements StageWork {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final long LOOK_EVERY_MS = 200;

    private final UnitOfWork unitOfWork;
    private final RuntimeSlots slots;
    private final CancelHandler cancellation;

    AttemptStop(UnitOfWork unitOfWork, RuntimeSlots slots, CancelHandler cancellation) {
        this.unitOfWork = unitOfWork;
        this.slots = slots;
        this.cancellation = cancellation;
    }

    @Override
    public CleanupStage stage() {
        return CleanupStage.STOP_ATTEMPT;
    }

    @Override
    public String carryOut(Preview.Cleaning preview) {
        var holder = holder(preview.slot());
        if (holder.isEmpty()) {
            return "No attempt was under way.";
        }
        cancel(holder.get());
        long end = System.nanoTime() + LONGEST.toNanos();
        while (holder(preview.slot()).isPresent()) {
            if (System.nanoTime() > end) {
                throw new NotDone(
                        "The attempt " + holder.get() + " was asked to stop and has not been proven stopped.");
            }
            pause();
        }
        return "The attempt " + holder.get() + " has ended.";
    }

    private Optional<DeploymentId> holder(SlotId slot) {
        return unitOfWork.perform(() -> Optional.ofNullable(slots.get(slot).heldBy()));
    }

    /** One that has ended meanwhile, or was asked before, needs no further asking. */
    private void cancel(DeploymentId id) {
        try {
            cancellation.cancel(id, id.value(), new Request(null, Marker.NONE, null));
        } catch (Refusal endedOrAsked) {
            // the slot says whether it still runs
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an attempt was to stop", e);
        }
    }
}

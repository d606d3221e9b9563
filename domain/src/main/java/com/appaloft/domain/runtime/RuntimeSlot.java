package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to change what runs for one resource in one environment on one target. One holder at a time: its own stream refuses
 * the second claim, so of any number of competing commands exactly one is admitted.
 */
public sealed interface RuntimeSlot {
    /** Nobody changes anything. */
    record Free(@Nullable DeploymentId serving, Map<String, Instant> dataMarkers) implements RuntimeSlot {
        public Free {
            dataMarkers = Map.copyOf(dataMarkers);
        }
    }

    /** One attempt holds the right. */
    record Taken(DeploymentId holder, @Nullable DeploymentId serving, Map<String, Instant> dataMarkers)
            implements RuntimeSlot {
        public Taken {
            dataMarkers = Map.copyOf(dataMarkers);
        }
    }

    RuntimeSlot INITIAL = new Free(null, Map.of());

    @Nullable
    DeploymentId serving();

    /** For each data marker ever declared by a successful attempt, when one last succeeded with it. */
    Map<String, Instant> dataMarkers();

    default @Nullable DeploymentId heldBy() {
        return switch (this) {
            case Free f -> null;
            case Taken t -> t.holder();
        };
    }

    default Decision<RuntimeSlotEvent> claim(SlotId slot, ResourceId resource, DeploymentId attempt, Instant at) {
        return switch (this) {
            case Free f -> Decision.accept(new RuntimeSlotEvent.Claimed(slot, resource, attempt, at));
            case Taken t ->
                Decision.refuse(Problem.of(
                        ProblemCode.COORDINATION_TIMEOUT, "The runtime slot is held by " + t.holder() + "."));
        };
    }

    /**
     * Gives the right back.
     *
     * @param success whether the holder succeeded and therefore serves now
     */
    default Decision<RuntimeSlotEvent> release(
            SlotId slot,
            ResourceId resource,
            DeploymentId attempt,
            boolean success,
            @Nullable String marker,
            Instant at) {
        return switch (this) {
            case Free f -> Decision.accept();
            case Taken t ->
                t.holder().equals(attempt)
                        ? Decision.accept(new RuntimeSlotEvent.Released(
                                slot, resource, attempt, success ? attempt : t.serving(), success ? marker : null, at))
                        : Decision.accept();
        };
    }

    /** Says that nothing serves any more; with the workload goes the data that markers speak of. */
    default Decision<RuntimeSlotEvent> empty(SlotId slot, ResourceId resource, Instant at) {
        return switch (this) {
            case Free f ->
                f.equals(INITIAL)
                        ? Decision.accept()
                        : Decision.accept(new RuntimeSlotEvent.Emptied(slot, resource, at));
            case Taken t ->
                Decision.refuse(Problem.of(
                        ProblemCode.COORDINATION_TIMEOUT, "The runtime slot is held by " + t.holder() + "."));
        };
    }

    /** Says that attempts or artifacts of the slot are taken away, so that who decides on them at the same time decides anew. */
    default Decision<RuntimeSlotEvent> reduceHistory(SlotId slot, ResourceId resource, Instant at) {
        return Decision.accept(new RuntimeSlotEvent.HistoryReduced(slot, resource, at));
    }

    default RuntimeSlot evolve(RuntimeSlotEvent event) {
        return switch (event) {
            case RuntimeSlotEvent.Claimed e -> new Taken(e.holder(), serving(), dataMarkers());
            case RuntimeSlotEvent.Released e -> new Free(e.serving(), withMarker(e.dataMarker(), e.at()));
            case RuntimeSlotEvent.Emptied e -> INITIAL;
            case RuntimeSlotEvent.HistoryReduced e -> this;
        };
    }

    private Map<String, Instant> withMarker(@Nullable String marker, Instant at) {
        if (marker == null) {
            return dataMarkers();
        }
        var markers = new TreeMap<>(dataMarkers());
        markers.put(marker, at);
        return markers;
    }
}

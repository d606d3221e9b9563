package com.appaloft.application.retention;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.PastAttempts;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.recovery.FactsFromStreams;
import com.appaloft.application.retention.RuntimeTraces.Traces;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.retention.AttemptRecord;
import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.retention.PruneGuard;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gathers what retention is judged on, inside a unit of work: the slots first, on whose streams competing commands meet. */
@Component
class RecordsOf {
    /**
     * A resource's attempts and the slots they are in: its own and those of its previews.
     *
     * @param attempts newest first
     */
    record Gathered(
            ResourceId resource,
            Map<SlotId, RuntimeSlot> slots,
            List<PastAttempts.Past> attempts,
            List<AttemptRecord> records) {}

    /** The histories that are read. */
    @Component
    record Histories(RuntimeSlots slots, ArtifactSightings sightings, PastAttempts past) {}

    private final Histories histories;
    private final FactsFromStreams facts;
    private final Duration logRetention;

    RecordsOf(
            Histories histories,
            FactsFromStreams facts,
            @Value("${APPALOFT_LOG_RETENTION:PT0S}") Duration logRetention) {
        this.histories = histories;
        this.facts = facts;
        this.logRetention = logRetention;
    }

    Gathered of(ResourceId id, Traces traces, Instant now) {
        var slots = new TreeMap<SlotId, RuntimeSlot>((a, b) -> a.value().compareTo(b.value()));
        histories.past.slotsOf(id).forEach(slot -> slots.put(slot, histories.slots.get(slot)));
        // read after their slots: whoever refers to one of them from now on meets us there
        var attempts = histories.past.of(id).stream()
                .filter(past -> slots.containsKey(slotOf(past)))
                .toList();
        var records = attempts.stream()
                .map(past -> record(past, Objects.requireNonNull(slots.get(slotOf(past))), traces, now))
                .toList();
        return new Gathered(id, slots, attempts, records);
    }

    private static SlotId slotOf(PastAttempts.Past past) {
        return past.deployment().attempt().request().slotId();
    }

    private AttemptRecord record(PastAttempts.Past past, RuntimeSlot slot, Traces traces, Instant now) {
        var deployment = past.deployment();
        var request = deployment.attempt().request();
        return new AttemptRecord(
                deployment.id(),
                request.resourceId(),
                request.slotId(),
                request.serverId(),
                request.trigger(),
                deployment instanceof Deployment.Ended ended ? ended.finishedAt() : null,
                deployment.attempt().archivedAt() != null,
                past.supersededBy(),
                worth(deployment, traces),
                held(deployment, slot, traces, now));
    }

    /** By what the host shows where it was asked and answered. */
    private Worth worth(Deployment deployment, Traces traces) {
        if (facts.previewIsCleaned(deployment)) {
            return Worth.OVER;
        }
        if (!(deployment instanceof Deployment.Succeeded success)) {
            return Worth.NONE;
        }
        var artifact = success.attempt().artifact();
        var seen = artifact == null ? Optional.<Observation>empty() : traces.observed(artifact);
        var blockers = facts.blockers(success, seen);
        if (blockers.isEmpty()) {
            return Worth.READY;
        }
        return blockers.equals(List.of(RecoveryReason.ARTIFACT_UNVERIFIED.code())) ? Worth.UNVERIFIED : Worth.LOST;
    }

    private Set<PruneGuard> held(Deployment deployment, RuntimeSlot slot, Traces traces, Instant now) {
        var held = EnumSet.noneOf(PruneGuard.class);
        var id = deployment.id();
        var server = deployment.attempt().request().serverId();
        if (deployment instanceof Deployment.Ended ended
                && ended.finishedAt().plus(logRetention).isAfter(now)) {
            held.add(PruneGuard.PROVIDER_LOG_RETAINED);
        }
        if (traces.shows(server, id)) {
            held.add(PruneGuard.RUNTIME_LOG_RETAINED);
        }
        if (!traces.answered(server) || traces.shows(server, id) || id.equals(slot.heldBy())) {
            held.add(PruneGuard.RUNTIME_CONTROL_RETAINED);
        }
        if (id.equals(slot.serving())) {
            held.add(PruneGuard.SERVING_NOW);
        }
        if (pinned(deployment)) {
            held.add(PruneGuard.ARTIFACT_PINNED);
        }
        return held;
    }

    private boolean pinned(Deployment deployment) {
        var artifact = deployment.attempt().artifact();
        return artifact != null
                && histories
                        .sightings
                        .find(artifact.id())
                        .map(ArtifactSighting::pinned)
                        .orElse(false);
    }
}

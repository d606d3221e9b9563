package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.recovery.CandidateFacts;
import com.appaloft.domain.recovery.FactsOf;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.History;
import com.appaloft.domain.workspace.EnvironmentEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The facts as a command derives them: from the states its streams fold to, never from a read model. */
final class FactsFromHistory {
    private final History history;
    private final Observations seen;

    FactsFromHistory(History history, Observations seen) {
        this.history = history;
        this.seen = seen;
    }

    RecoveryFacts of(Deployment deployment, int maxCandidates) {
        var resource = history.resource(deployment.attempt().request().resourceId());
        var slot = deployment.attempt().request().slotId();
        var good = history.deployments().stream()
                .filter(d -> d.attempt().request().slotId().equals(slot))
                .filter(Deployment.Succeeded.class::isInstance)
                .map(Deployment.Succeeded.class::cast)
                .sorted(Comparator.comparing(Deployment.Succeeded::finishedAt)
                        .thenComparing(s -> s.id().value())
                        .reversed())
                .toList();
        var candidates = good.stream()
                .limit(maxCandidates)
                .map(c -> candidate(c, resource, slot))
                .toList();
        return new RecoveryFacts(
                FactsOf.attempt(
                        deployment,
                        history.environment(resource.environmentId()),
                        sighting(deployment.attempt().reusable())),
                resource(resource, slot),
                candidates,
                good.size());
    }

    ResourceFacts resource(ResourceId id) {
        var resource = history.resource(id);
        return resource(resource, resource.slot());
    }

    private ResourceFacts resource(Resource resource, SlotId slotId) {
        var slot = history.slot(slotId);
        return FactsOf.resource(
                resource,
                history.environment(resource.environmentId()),
                history.server(resource.serverId()),
                slot,
                history.preview(slotId.preview()),
                history.deployment(slot.heldBy()),
                seen.reachable(resource.serverId()));
    }

    StateMarker marker(ResourceId id) {
        var resource = history.resource(id);
        Predicate<DomainEvent> own = event -> switch (event) {
            case DeploymentEvent e ->
                Objects.requireNonNull(history.deployment(e.deploymentId()))
                        .attempt()
                        .request()
                        .resourceId()
                        .equals(id);
            case ResourceEvent e -> e.resourceId().equals(id);
            case RuntimeSlotEvent e -> e.resourceId().equals(id);
            case RetentionEvent.Pruned e -> e.resourceId().equals(id);
            case PreviewEvent e -> e.resourceId().equals(id);
            default -> false;
        };
        Predicate<DomainEvent> environment = event ->
                event instanceof EnvironmentEvent e && e.environmentId().equals(resource.environmentId());
        Predicate<DomainEvent> server = event -> switch (event) {
            case ServerEvent e -> e.serverId().equals(resource.serverId());
            case ArtifactEvent e -> e.serverId().equals(resource.serverId());
            default -> false;
        };
        var last = matching(own.or(environment).or(server)).stream()
                .map(DomainEvent::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new StateMarker(
                matching(own).stream().mapToInt(FactsFromHistory::counted).sum(),
                matching(environment).size(),
                matching(server).size(),
                seen.reachable(resource.serverId()),
                last);
    }

    /** A tombstone stands for the events it took the place of, and for itself. */
    private static int counted(DomainEvent event) {
        return event instanceof RetentionEvent.Pruned pruned ? 1 + pruned.removedEvents() : 1;
    }

    private List<DomainEvent> matching(Predicate<DomainEvent> which) {
        return history.log().stream().map(RecordedEvent::event).filter(which).toList();
    }

    private CandidateFacts candidate(Deployment.Succeeded candidate, Resource resource, SlotId slotId) {
        var slot = history.slot(slotId);
        return FactsOf.candidate(
                candidate,
                candidate.finishedAt(),
                resource,
                history.environment(resource.environmentId()),
                slotId,
                slot,
                history.deployment(slot.serving()),
                sighting(candidate.attempt().artifact()));
    }

    private ArtifactSighting sighting(@Nullable Artifact artifact) {
        if (artifact == null) {
            return ArtifactSighting.NEVER;
        }
        var recorded = history.sighting(artifact.id());
        return recorded.seenAs(seen.of(artifact, recorded.observed()));
    }
}

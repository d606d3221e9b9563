package com.appaloft.domain.testing;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams in memory, each with the state it folds to; every append is passed on with its place in its stream. */
public final class History {
    private final Consumer<RecordedEvent> listener;
    private final List<RecordedEvent> log = new ArrayList<>();
    private final Map<String, Long> next = new LinkedHashMap<>();
    private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
    private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    private final Map<EnvironmentId, Environment> environments = new LinkedHashMap<>();
    private final Map<ServerId, Server> servers = new LinkedHashMap<>();
    private final Map<SlotId, RuntimeSlot> slots = new LinkedHashMap<>();
    private final Map<ArtifactId, ArtifactSighting> sightings = new LinkedHashMap<>();
    private final Map<PreviewId, Preview> previews = new LinkedHashMap<>();

    public History(Consumer<RecordedEvent> listener) {
        this.listener = listener;
    }

    public History append(List<? extends DomainEvent> events) {
        for (var event : events) {
            var recorded = new RecordedEvent(event, next.merge(event.streamId(), 1L, Long::sum) - 1);
            fold(event);
            log.add(recorded);
            listener.accept(recorded);
        }
        return this;
    }

    /** Deletes an attempt's stream and appends its tombstone as the first event of the emptied one. */
    public void bury(DeploymentId id, ResourceId resource, Instant at) {
        int before = log.size();
        log.removeIf(recorded -> recorded.event().streamId().equals(id.value()));
        next.remove(id.value());
        deployments.remove(id);
        append(List.of(new RetentionEvent.Pruned(id, resource, before - log.size(), at)));
    }

    /** Every event in the order of the appends. */
    public List<RecordedEvent> log() {
        return List.copyOf(log);
    }

    public List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    public @Nullable Deployment deployment(@Nullable DeploymentId id) {
        return id == null ? null : deployments.get(id);
    }

    public Resource resource(ResourceId id) {
        return present(resources.get(id), id);
    }

    public Environment environment(EnvironmentId id) {
        return present(environments.get(id), id);
    }

    public Server server(ServerId id) {
        return present(servers.get(id), id);
    }

    public RuntimeSlot slot(SlotId id) {
        return slots.getOrDefault(id, RuntimeSlot.INITIAL);
    }

    public ArtifactSighting sighting(ArtifactId id) {
        return sightings.getOrDefault(id, ArtifactSighting.NEVER);
    }

    public @Nullable Preview preview(@Nullable PreviewId id) {
        return id == null ? null : previews.get(id);
    }

    public List<Preview> previews() {
        return List.copyOf(previews.values());
    }

    private void fold(DomainEvent event) {
        switch (event) {
            case DeploymentEvent e ->
                deployments.compute(e.deploymentId(), (id, state) -> DeploymentHistory.evolve(state, e));
            case ResourceEvent e -> resources.compute(e.resourceId(), (id, state) -> Resource.evolve(state, e));
            case EnvironmentEvent e ->
                environments.compute(e.environmentId(), (id, state) -> Environment.evolve(state, e));
            case ServerEvent e -> servers.compute(e.serverId(), (id, state) -> Server.evolve(state, e));
            case RuntimeSlotEvent e -> slots.put(e.slotId(), slot(e.slotId()).evolve(e));
            case ArtifactEvent e ->
                sightings.put(e.artifactId(), sighting(e.artifactId()).evolve(e));
            case PreviewEvent e -> previews.compute(e.previewId(), (id, state) -> Preview.evolve(state, e));
            default -> {}
        }
    }

    private static <T> T present(@Nullable T state, Object id) {
        if (state == null) {
            throw new IllegalStateException("nothing happened to " + id);
        }
        return state;
    }
}

package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.preview.PreviewQueries;
import com.appaloft.projections.recovery.FactsFromLedger.Surroundings;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.workspace.EnvironmentQueries;
import com.appaloft.projections.workspace.ServerQueries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what an attempt of a resource happens in. */
@Component
final class SurroundingsQuery {
    private final ResourceQueries resources;
    private final EnvironmentQueries environments;
    private final ServerQueries servers;
    private final DeploymentQueries deployments;
    private final PreviewQueries previews;

    SurroundingsQuery(
            ResourceQueries resources,
            EnvironmentQueries environments,
            ServerQueries servers,
            DeploymentQueries deployments,
            PreviewQueries previews) {
        this.resources = resources;
        this.environments = environments;
        this.servers = servers;
        this.deployments = deployments;
        this.previews = previews;
    }

    /** Empty where the resource, its environment or its server was never recorded. */
    Optional<Surroundings> of(ResourceId id) {
        return resources
                .find(id)
                .flatMap(view -> around(view.resource(), view.resource().slot(), view.slot()));
    }

    /** As {@link #of(ResourceId)} for the slot of an attempt, which may be that of a preview. */
    Optional<Surroundings> of(ResourceId id, SlotId slot) {
        return resources
                .find(id)
                .flatMap(view -> around(
                        view.resource(),
                        slot,
                        view.resource().slot().equals(slot) ? view.slot() : resources.slot(slot)));
    }

    private Optional<Surroundings> around(Resource resource, SlotId slotId, RuntimeSlot slot) {
        return environments
                .find(resource.environmentId())
                .flatMap(environment -> servers.find(resource.serverId())
                        .map(server -> new Surroundings(
                                resource,
                                environment.environment(),
                                server.server(),
                                slotId,
                                slot,
                                preview(slotId.preview()),
                                attempt(slot.heldBy()),
                                attempt(slot.serving()))));
    }

    private @Nullable Preview preview(@Nullable PreviewId id) {
        return id == null ? null : previews.state(id).orElseThrow();
    }

    private @Nullable Deployment attempt(@Nullable DeploymentId id) {
        return id == null
                ? null
                : deployments.find(id).map(DeploymentView::state).orElse(null);
    }
}

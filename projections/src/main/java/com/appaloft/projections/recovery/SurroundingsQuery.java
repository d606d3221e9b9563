package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.recovery.FactsFromLedger.Surroundings;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.resource.ResourceView;
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

    SurroundingsQuery(
            ResourceQueries resources,
            EnvironmentQueries environments,
            ServerQueries servers,
            DeploymentQueries deployments) {
        this.resources = resources;
        this.environments = environments;
        this.servers = servers;
        this.deployments = deployments;
    }

    /** Empty where the resource, its environment or its server was never recorded. */
    Optional<Surroundings> of(ResourceId id) {
        return resources.find(id).flatMap(this::around);
    }

    private Optional<Surroundings> around(ResourceView view) {
        var resource = view.resource();
        var slot = view.slot();
        return environments
                .find(resource.environmentId())
                .flatMap(environment -> servers.find(resource.serverId())
                        .map(server -> new Surroundings(
                                resource,
                                environment.environment(),
                                server.server(),
                                slot,
                                attempt(slot.heldBy()),
                                attempt(slot.serving()))));
    }

    private @Nullable Deployment attempt(@Nullable DeploymentId id) {
        return id == null
                ? null
                : deployments.find(id).map(DeploymentView::state).orElse(null);
    }
}

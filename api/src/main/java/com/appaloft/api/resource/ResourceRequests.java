package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.application.resource.RelinkHandler.Relink;
import com.appaloft.application.resource.ResourceHandler.Change;
import com.appaloft.application.resource.ResourceHandler.Creation;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ServerId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of resources, as bodies of requests. */
final class ResourceRequests {
    private ResourceRequests() {}

    /** @param access reserved; must be empty */
    record NewResource(
            @Nullable String projectId,
            @Nullable String environmentId,
            @Nullable String serverId,
            @Nullable String name,
            @Nullable SourceFields source,
            @Nullable RuntimeFields runtime,
            @Nullable NetworkFields network,
            @Nullable HealthFields health,
            @Nullable Map<String, Object> access) {
        Creation read() {
            nothingIn(access);
            var from = Checks.present(source, "/source").read("/source");
            return new Creation(
                    Checks.id(projectId, ProjectId::new, "/projectId"),
                    Checks.id(environmentId, EnvironmentId::new, "/environmentId"),
                    Checks.id(serverId, ServerId::new, "/serverId"),
                    Checks.name(name, "/name"),
                    from,
                    runtime == null ? RuntimeFields.otherwise(from) : runtime.read(from),
                    network == null ? NetworkSpec.NONE : network.read(),
                    health == null ? new HealthSpec.Image() : health.read());
        }
    }

    record NewProfile(
            @Nullable RuntimeFields runtime,
            @Nullable NetworkFields network,
            @Nullable HealthFields health,
            @Nullable Map<String, Object> access) {
        Change read(Profile now) {
            nothingIn(access);
            return new Change(
                    runtime == null ? null : runtime.read(now.source()),
                    network == null ? null : network.read(),
                    health == null ? null : health.read());
        }
    }

    record NewSource(
            @Nullable String resourceId,
            @Nullable SourceFields expectedCurrentSource,
            @Nullable SourceFields newSource,
            @Nullable String expectedEnvironmentId,
            @Nullable String confirm,
            @Nullable Boolean dryRun) {
        Relink read() {
            return new Relink(
                    Checks.present(expectedCurrentSource, "/expectedCurrentSource")
                            .believed("/expectedCurrentSource"),
                    Checks.present(newSource, "/newSource").read("/newSource"),
                    Checks.id(expectedEnvironmentId, EnvironmentId::new, "/expectedEnvironmentId"),
                    Checks.present(confirm, "/confirm"),
                    Boolean.TRUE.equals(dryRun));
        }
    }

    private static void nothingIn(@Nullable Map<String, Object> access) {
        if (access != null && !access.isEmpty()) {
            throw Problem.invalid(
                            "/access/" + access.keySet().iterator().next(),
                            "Nothing can be set in access yet; leave it out.")
                    .asRefusal();
        }
    }
}

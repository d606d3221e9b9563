package com.appaloft.application.resource;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.source.Source;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates resources and changes their profile; nothing here deploys. */
@Component
public class ResourceHandler {
    /** A resource to create. */
    public record Creation(
            ProjectId project,
            EnvironmentId environment,
            ServerId server,
            String name,
            Source source,
            RuntimeSpec runtime,
            NetworkSpec network,
            HealthSpec health) {}

    /** A profile change; what is absent stays as it is. */
    public record Change(
            @Nullable RuntimeSpec runtime,
            @Nullable NetworkSpec network,
            @Nullable HealthSpec health) {}

    private final OncePerKey once;
    private final UnitOfWork unitOfWork;
    private final Projects projects;
    private final Environments environments;
    private final Servers servers;
    private final Resources resources;
    private final Ids ids;
    private final Clock clock;

    ResourceHandler(
            OncePerKey once,
            UnitOfWork unitOfWork,
            Projects projects,
            Environments environments,
            Servers servers,
            Resources resources,
            Ids ids,
            Clock clock) {
        this.once = once;
        this.unitOfWork = unitOfWork;
        this.projects = projects;
        this.environments = environments;
        this.servers = servers;
        this.resources = resources;
        this.ids = ids;
        this.clock = clock;
    }

    public ResourceId create(Creation wanted) {
        return unitOfWork.perform(() -> {
            var project = projects.get(wanted.project());
            var environment = environments.get(wanted.environment());
            if (!environment.projectId().equals(project.id())) {
                throw Problem.of(
                                ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                                "Environment " + environment.id() + " belongs to project " + environment.projectId()
                                        + ", not " + project.id() + ".")
                        .asRefusal();
            }
            var server = servers.get(wanted.server());
            var profile = new Profile(1, wanted.source(), wanted.runtime(), wanted.network(), wanted.health());
            ProfileRules.violation(profile).ifPresent(problem -> {
                throw problem.asRefusal();
            });
            var id = new ResourceId(ids.next(ResourceId.PREFIX));
            resources.append(
                    id,
                    List.of(new ResourceEvent.Created(
                            id,
                            project.id(),
                            environment.id(),
                            server.id(),
                            server.destinationId(),
                            wanted.name(),
                            profile,
                            clock.instant())));
            return id;
        });
    }

    /** Returns the resource with its new profile version. */
    public Resource configure(ResourceId id, Change change, @Nullable RequestKey key) {
        once.accept(key, () -> id, same -> {
            var now = resources.get(id);
            var profile = now.profile();
            resources.append(
                    id,
                    now.configure(
                                    change.runtime() == null ? profile.runtime() : change.runtime(),
                                    change.network() == null ? profile.network() : change.network(),
                                    change.health() == null ? profile.health() : change.health(),
                                    clock.instant())
                            .orThrow());
            return id.value();
        });
        return unitOfWork.perform(() -> resources.get(id));
    }
}

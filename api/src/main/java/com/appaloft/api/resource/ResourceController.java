package com.appaloft.api.resource;

import com.appaloft.api.answer.Created;
import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.execution.ServingWorkload;
import com.appaloft.application.resource.ResourceHandler;
import com.appaloft.application.resource.SourceLook;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.resource.ResourceView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Resources: create, look, configure, and how what serves is right now. */
@RestController
@RequestMapping("/api/resources")
class ResourceController {
    private static final int MOST_LINES = 200;

    /** @param status {@code healthy}, {@code unhealthy}, {@code not-running} or {@code nothing-serves} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HealthAnswer(
            String resourceId,
            String status,
            @Nullable String servingDeploymentId,
            @Nullable String detail) {}

    record LogAnswer(List<String> lines) {}

    private final ResourceHandler handler;
    private final ResourceQueries resources;
    private final ServingWorkload serving;
    private final SourceLook sources;

    ResourceController(
            ResourceHandler handler, ResourceQueries resources, ServingWorkload serving, SourceLook sources) {
        this.handler = handler;
        this.resources = resources;
        this.serving = serving;
        this.sources = sources;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody ResourceRequests.NewResource wanted) {
        return new Created(handler.create(wanted.read()).value());
    }

    @GetMapping
    Listed<ResourceAnswer> list(
            @RequestParam(required = false) @Nullable String projectId,
            @RequestParam(required = false) @Nullable String environmentId,
            @RequestParam(required = false) @Nullable String serverId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new ResourceQueries.Filter(
                Checks.idIfGiven(projectId, ProjectId::new, "projectId"),
                Checks.idIfGiven(environmentId, EnvironmentId::new, "environmentId"),
                Checks.idIfGiven(serverId, ServerId::new, "serverId"));
        return Listed.of(
                resources.page(filter, Checks.pageSize(limit, 50), cursor), view -> ResourceAnswer.of(view, null));
    }

    /** @param check {@code true} reads the source now and notes whether it drifted */
    @GetMapping("/{id}")
    ResourceAnswer show(@PathVariable String id, @RequestParam(required = false) @Nullable String check) {
        if (!Checks.flag(check, false, "check")) {
            return ResourceAnswer.of(view(id), null);
        }
        var seen = sources.check(view(id).resource().id());
        return ResourceAnswer.of(view(id), seen);
    }

    @PatchMapping("/{id}/profile")
    ResourceAnswer configure(
            @PathVariable String id,
            @RequestBody ResourceRequests.NewProfile wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var change = wanted.read(view(id).resource().profile());
        handler.configure(resource(id), change, Asked.key(key, "configure " + id + wanted));
        return ResourceAnswer.of(view(id), null);
    }

    /** Takes over what the source declares; deploys nothing. */
    @PostMapping("/{id}/profile/accept-source")
    ResourceAnswer acceptSource(@PathVariable String id) {
        sources.accept(resource(id));
        return ResourceAnswer.of(view(id), null);
    }

    /** Asks the host now. */
    @GetMapping("/{id}/health")
    HealthAnswer health(@PathVariable String id) {
        var look = serving.health(resource(id));
        if (look.serving() == null) {
            return new HealthAnswer(id, "nothing-serves", null, null);
        }
        var answer = look.answer();
        if (answer == null) {
            return new HealthAnswer(id, "not-running", look.serving().value(), "The host shows no running workload.");
        }
        var status = switch (answer.health()) {
            case HEALTHY -> "healthy";
            case NOT_YET, STARTING, UNHEALTHY -> "unhealthy";
        };
        return new HealthAnswer(id, status, look.serving().value(), answer.detail());
    }

    @GetMapping("/{id}/logs")
    LogAnswer logs(@PathVariable String id, @RequestParam(required = false) @Nullable Integer tail) {
        int lines = tail == null ? 100 : Checks.between(tail, 1, MOST_LINES, "tail");
        return new LogAnswer(serving.logs(resource(id), lines));
    }

    private ResourceView view(String id) {
        return resources
                .find(resource(id))
                .orElseThrow(() -> Problem.notFound("resource", id).asRefusal());
    }

    private static ResourceId resource(String id) {
        return Checks.pathId(id, ResourceId::new, "resource");
    }
}

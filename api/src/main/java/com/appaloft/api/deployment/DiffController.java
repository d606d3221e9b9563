package com.appaloft.api.deployment;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.difference.Difference;
import com.appaloft.domain.difference.Makings;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.workspace.EnvironmentQueries;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What differs between what an attempt was made of (before) and the current profile and configuration or another attempt (after). */
@RestController
class DiffController {
    static final String CURRENT = "current";

    /** @param change {@code added}, {@code removed} or {@code changed} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DifferenceAnswer(
            String field, @Nullable String before, @Nullable String after, String change) {
        static DifferenceAnswer of(Difference difference) {
            return new DifferenceAnswer(
                    difference.field(),
                    difference.before(),
                    difference.after(),
                    difference.change().wire());
        }
    }

    /** @param against {@code current}, or the id of the other attempt */
    record DiffAnswer(String deploymentId, String resourceId, String against, List<DifferenceAnswer> items) {}

    private final DeploymentQueries deployments;
    private final ResourceQueries resources;
    private final EnvironmentQueries environments;

    DiffController(DeploymentQueries deployments, ResourceQueries resources, EnvironmentQueries environments) {
        this.deployments = deployments;
        this.resources = resources;
        this.environments = environments;
    }

    @GetMapping("/api/deployments/{id}/diff")
    DiffAnswer diff(@PathVariable String id, @RequestParam(required = false) @Nullable String against) {
        var attempt = attempt(id);
        var resource = attempt.attempt().request().resourceId();
        var other = against == null ? CURRENT : against;
        var after = other.equals(CURRENT) ? current(resource) : Makings.of(sameResource(attempt(other), resource));
        return new DiffAnswer(
                id,
                resource.value(),
                other,
                Makings.of(attempt).differences(after).stream()
                        .map(DifferenceAnswer::of)
                        .toList());
    }

    private Makings current(ResourceId id) {
        return resources
                .find(id)
                .flatMap(view -> environments
                        .find(view.resource().environmentId())
                        .map(environment -> Makings.of(view.resource(), environment.environment())))
                .orElseThrow(() -> Problem.notFound("resource", id.value()).asRefusal());
    }

    private static Deployment sameResource(Deployment other, ResourceId resource) {
        if (!other.attempt().request().resourceId().equals(resource)) {
            throw Problem.of(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "Attempt " + other.id() + " belongs to another resource than " + resource
                                    + "; compare attempts of one resource.")
                    .asRefusal();
        }
        return other;
    }

    private Deployment attempt(String id) {
        return deployments
                .find(Checks.pathId(id, DeploymentId::new, "deployment"))
                .map(DeploymentView::state)
                .orElseThrow(() -> Problem.notFound("deployment", id).asRefusal());
    }
}

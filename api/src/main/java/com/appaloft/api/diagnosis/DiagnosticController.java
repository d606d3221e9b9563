package com.appaloft.api.diagnosis;

import com.appaloft.api.json.Checks;
import com.appaloft.application.diagnosis.Diagnosis;
import com.appaloft.application.diagnosis.Finding;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.resource.ResourceView;
import com.appaloft.projections.workspace.ServerQueries;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong, found out now: the matching checks really run, and the last failure, or else what they found, says what to do first. */
@RestController
class DiagnosticController {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SummaryAnswer(
            String resourceId,
            @Nullable String deploymentId,
            String serverId,
            Instant generatedAt,
            @Nullable FailureSummary failure,
            @Nullable String firstAction,
            List<CheckAnswer> checks) {}

    record FailureSummary(
            String deploymentId, String phase, String code, String category, boolean retriable, String message) {
        static FailureSummary of(DeploymentId id, Failure failure) {
            return new FailureSummary(
                    id.value(),
                    failure.phase().wire(),
                    failure.code().wire(),
                    failure.code().category().wire(),
                    failure.code().retriable(),
                    failure.message());
        }
    }

    /** @param status {@code passed}, {@code failed}, {@code skipped} or {@code unknown} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckAnswer(String name, String status, @Nullable String code, String evidence, String advice) {
        static CheckAnswer of(Finding finding) {
            var code = finding.code();
            return new CheckAnswer(
                    finding.name(),
                    finding.status().wire(),
                    code == null ? null : code.wire(),
                    finding.evidence(),
                    finding.advice());
        }
    }

    private final Diagnosis diagnosis;
    private final ResourceQueries resources;
    private final DeploymentQueries deployments;
    private final ServerQueries servers;
    private final Clock clock;

    DiagnosticController(
            Diagnosis diagnosis,
            ResourceQueries resources,
            DeploymentQueries deployments,
            ServerQueries servers,
            Clock clock) {
        this.diagnosis = diagnosis;
        this.resources = resources;
        this.deployments = deployments;
        this.servers = servers;
        this.clock = clock;
    }

    @GetMapping("/api/resources/{id}/diagnostic-summary")
    SummaryAnswer ofResource(@PathVariable String id) {
        var resource = resource(Checks.pathId(id, ResourceId::new, "resource"));
        var serving = resource.slot().serving();
        var newest = deployments
                .page(new DeploymentQueries.Filter(resource.resource().id(), null), 1, null)
                .items();
        var artifact = serving == null
                ? null
                : deployments.find(serving).map(DiagnosticController::artifact).orElse(null);
        return summary(resource, null, newest.isEmpty() ? null : newest.getFirst(), artifact);
    }

    @GetMapping("/api/deployments/{id}/diagnostic-summary")
    SummaryAnswer ofDeployment(@PathVariable String id) {
        var attempt = deployments
                .find(Checks.pathId(id, DeploymentId::new, "deployment"))
                .orElseThrow(() -> Problem.notFound("deployment", id).asRefusal());
        var resource = resource(attempt.state().attempt().request().resourceId());
        return summary(resource, attempt.id(), attempt, artifact(attempt));
    }

    private SummaryAnswer summary(
            ResourceView view,
            @Nullable DeploymentId id,
            @Nullable DeploymentView failed,
            @Nullable Artifact artifact) {
        var resource = view.resource();
        var server = servers.find(resource.serverId())
                .orElseThrow(() ->
                        Problem.notFound("server", resource.serverId().value()).asRefusal());
        var failure = failed == null ? null : failed.state().failureOrNull();
        var findings = diagnosis.of(resource, server.server(), artifact);
        return new SummaryAnswer(
                resource.id().value(),
                id == null ? null : id.value(),
                resource.serverId().value(),
                clock.instant(),
                failed == null || failure == null ? null : FailureSummary.of(failed.id(), failure),
                failure == null ? firstAction(findings) : failure.advice(),
                findings.stream().map(CheckAnswer::of).toList());
    }

    /** Where nothing failed to be deployed: what to do about the first thing that was found wrong now. */
    private static @Nullable String firstAction(List<Finding> findings) {
        return findings.stream()
                .map(Finding::code)
                .filter(Objects::nonNull)
                .findFirst()
                .map(code -> code.category().advice())
                .orElse(null);
    }

    private ResourceView resource(ResourceId id) {
        return resources
                .find(id)
                .orElseThrow(() -> Problem.notFound("resource", id.value()).asRefusal());
    }

    private static @Nullable Artifact artifact(DeploymentView view) {
        return view.state().attempt().artifact();
    }
}

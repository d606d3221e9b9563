package com.appaloft.api.deployment;

import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.recovery.RecoveryReadiness;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Artifact.ServiceImage;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.projections.deployment.DeploymentView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt as answers show it (API.md, {@code GET /api/deployments/{id}}). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeploymentAnswer(
        String id,
        String status,
        @Nullable String phase,
        String trigger,
        String resourceId,
        String projectId,
        String environmentId,
        String serverId,
        String destinationId,
        @Nullable String sourceDeploymentId,
        @Nullable String rollbackCandidateDeploymentId,
        @Nullable SnapshotAnswer snapshot,
        @Nullable ArtifactAnswer artifact,
        @Nullable FailureAnswer failure,
        @Nullable String explanation,
        @Nullable String accessUrl,
        @Nullable PreviewMark preview,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant archivedAt,
        @Nullable RecoveryAnswer recovery) {

    /**
     * What it runs.
     *
     * @param digest the identity: the image id on its server, or the hash of a compose model with all its images
     * @param services of a compose artifact, the image of every service
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArtifactAnswer(
            String id,
            String kind,
            String digest,
            String imageId,
            String repoDigest,
            String serverId,
            @Nullable Map<String, ServiceImage> services) {
        static ArtifactAnswer of(Artifact artifact) {
            return new ArtifactAnswer(
                    artifact.id().value(),
                    artifact.services() == null ? "oci-image" : "compose",
                    artifact.imageId(),
                    artifact.imageId(),
                    artifact.repoDigest(),
                    artifact.serverId().value(),
                    artifact.services());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FailureAnswer(
            String phase,
            String code,
            String category,
            boolean retriable,
            String message,
            String advice,
            @Nullable String evidence) {
        static FailureAnswer of(Failure failure) {
            return new FailureAnswer(
                    failure.phase().wire(),
                    failure.code().wire(),
                    failure.code().category().wire(),
                    failure.code().retriable(),
                    failure.message(),
                    failure.advice(),
                    failure.evidence());
        }
    }

    record RecoveryAnswer(boolean recoverable, boolean retryable, boolean redeployable, boolean rollbackReady) {
        static RecoveryAnswer of(RecoveryReadiness readiness) {
            return new RecoveryAnswer(
                    readiness.recoverable(),
                    readiness.retry().allowed(),
                    readiness.redeploy().allowed(),
                    readiness.rollback().allowed());
        }
    }

    static DeploymentAnswer of(
            DeploymentView view, @Nullable PreviewMark preview, @Nullable RecoveryReadiness readiness) {
        Attempt attempt = view.state().attempt();
        var request = attempt.request();
        var failure = view.state().failureOrNull();
        return new DeploymentAnswer(
                view.id().value(),
                view.state().status().wire(),
                wire(attempt.phase()),
                request.trigger().wire(),
                request.resourceId().value(),
                request.projectId().value(),
                request.environmentId().value(),
                request.serverId().value(),
                request.destinationId().value(),
                value(request.trigger().source()),
                value(request.trigger().candidate()),
                attempt.snapshot() == null ? null : SnapshotAnswer.of(attempt.snapshot()),
                attempt.artifact() == null ? null : ArtifactAnswer.of(attempt.artifact()),
                failure == null ? null : FailureAnswer.of(failure),
                Explanations.of(view.state()),
                preview == null || preview.serving() ? Explanations.accessUrl(view.state()) : null,
                preview,
                view.createdAt(),
                view.startedAt(),
                view.finishedAt(),
                attempt.archivedAt(),
                readiness == null ? null : RecoveryAnswer.of(readiness));
    }

    private static @Nullable String wire(@Nullable Phase phase) {
        return phase == null ? null : phase.wire();
    }

    private static @Nullable String value(@Nullable Identifier id) {
        return id == null ? null : id.value();
    }
}

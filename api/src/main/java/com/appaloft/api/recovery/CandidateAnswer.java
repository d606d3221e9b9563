package com.appaloft.api.recovery;

import com.appaloft.api.problem.ProblemBody.ReasonBody;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.recovery.RecoveryReadiness.Candidate;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollback candidate as readiness shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CandidateAnswer(
        String deploymentId,
        Instant finishedAt,
        String status,
        @Nullable String sourceSummary,
        @Nullable String artifactSummary,
        @Nullable String environmentSnapshotId,
        @Nullable String runtimeTargetSummary,
        boolean rollbackReady,
        List<ReasonBody> reasons,
        @Nullable ArtifactSeen artifact,
        boolean archived,
        boolean serving) {

    /**
     * The artifact by identity and what was last seen of it.
     *
     * @param observed present, missing or unknown
     * @param missingServices of a compose artifact, the services whose image is gone, where the host was asked now
     * @param where the server that was asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArtifactSeen(
            String digest,
            String observed,
            @Nullable List<String> missingServices,
            String where,
            @Nullable Instant observedAt) {}

    static CandidateAnswer of(
            Candidate candidate,
            @Nullable Snapshot snapshot,
            @Nullable DeploymentId serving,
            @Nullable Instant observedAt,
            List<String> missingServices) {
        var facts = candidate.facts();
        var artifact = facts.artifact();
        return new CandidateAnswer(
                facts.id().value(),
                facts.finishedAt(),
                facts.status().wire(),
                snapshot == null
                        ? null
                        : snapshot.source().locator() + " at "
                                + snapshot.source().identity(),
                artifact == null ? null : artifact.imageId(),
                snapshot == null ? null : snapshot.id().value(),
                snapshot == null ? null : snapshot.serverId() + " / " + snapshot.destinationId(),
                candidate.verdict().allowed(),
                ReadinessAnswer.reasons(candidate.verdict().reasons()),
                artifact == null
                        ? null
                        : new ArtifactSeen(
                                artifact.imageId(),
                                facts.observed().wire(),
                                missingServices.isEmpty() ? null : missingServices,
                                artifact.serverId().value(),
                                facts.observed() == Observation.UNKNOWN ? null : observedAt),
                facts.archived(),
                facts.id().equals(serving));
    }
}

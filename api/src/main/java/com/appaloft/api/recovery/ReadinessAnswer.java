package com.appaloft.api.recovery;

import com.appaloft.api.problem.ProblemBody.ReasonBody;
import com.appaloft.domain.recovery.RecommendedAction;
import com.appaloft.domain.recovery.RecoveryReadiness;
import com.appaloft.domain.recovery.Verdict;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.Reason;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recovery readiness as clients of this API know it (API.md, {@code deployments.recovery-readiness/v1}). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadinessAnswer(
        String schemaVersion,
        String deploymentId,
        String resourceId,
        Instant generatedAt,
        String stateVersion,
        boolean recoverable,
        boolean retryable,
        boolean redeployable,
        boolean rollbackReady,
        long rollbackCandidateCount,
        ActionAnswer retry,
        ActionAnswer redeploy,
        RollbackAnswer rollback,
        CancelAnswer cancel,
        List<RecommendedAnswer> recommendedActions) {

    record ActionAnswer(boolean allowed, boolean commandActive, String targetOperation, List<ReasonBody> reasons) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RollbackAnswer(
            boolean allowed,
            boolean commandActive,
            List<ReasonBody> reasons,
            @Nullable String recommendedCandidateId,
            List<CandidateAnswer> candidates) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CancelAnswer(
            boolean allowed,
            boolean recommended,
            @Nullable String activeDeploymentId,
            @Nullable Instant lastProgressAt,
            boolean stalled,
            List<ReasonBody> reasons) {}

    record RecommendedAnswer(
            String kind,
            String targetOperation,
            String label,
            boolean safeByDefault,
            boolean commandActive,
            String href,
            String cli) {
        static RecommendedAnswer of(RecommendedAction action) {
            return new RecommendedAnswer(
                    action.command() ? "command" : "query",
                    action.operation(),
                    action.label(),
                    !action.command(),
                    true,
                    action.href(),
                    action.cli());
        }
    }

    static ReadinessAnswer of(Readiness.Judged judged, List<CandidateAnswer> shown) {
        var readiness = judged.readiness();
        var facts = readiness.facts();
        return new ReadinessAnswer(
                "deployments.recovery-readiness/v1",
                facts.attempt().id().value(),
                facts.resource().resourceId().value(),
                judged.generatedAt(),
                judged.marker().version(),
                readiness.recoverable(),
                readiness.retry().allowed(),
                readiness.redeploy().allowed(),
                readiness.rollback().allowed(),
                facts.candidateCount(),
                action("deployments.retry", readiness.retry()),
                action("deployments.redeploy", readiness.redeploy()),
                rollback(readiness, shown),
                cancel(readiness.cancel()),
                readiness.recommendedActions().stream()
                        .map(RecommendedAnswer::of)
                        .toList());
    }

    private static ActionAnswer action(String operation, Verdict verdict) {
        return new ActionAnswer(verdict.allowed(), true, operation, reasons(verdict.reasons()));
    }

    private static RollbackAnswer rollback(RecoveryReadiness readiness, List<CandidateAnswer> shown) {
        return new RollbackAnswer(
                readiness.rollback().allowed(),
                true,
                reasons(readiness.rollback().reasons()),
                value(readiness.recommendedCandidate()),
                shown);
    }

    private static CancelAnswer cancel(RecoveryReadiness.Cancel cancel) {
        return new CancelAnswer(
                cancel.allowed(),
                cancel.recommended(),
                value(cancel.activeDeploymentId()),
                cancel.lastProgressAt(),
                cancel.stalled(),
                reasons(cancel.reasons()));
    }

    static List<ReasonBody> reasons(List<Reason> reasons) {
        return reasons.stream().map(ReasonBody::of).toList();
    }

    private static @Nullable String value(@Nullable Identifier id) {
        return id == null ? null : id.value();
    }
}

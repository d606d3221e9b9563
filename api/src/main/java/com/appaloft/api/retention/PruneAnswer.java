package com.appaloft.api.retention;

import com.appaloft.application.retention.PruneHandler.Pruning;
import com.appaloft.domain.retention.PruneGuard;
import com.appaloft.domain.retention.PrunePlan;
import com.appaloft.domain.shared.DeploymentId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was pruned; for a dry run, what would be.
 *
 * @param affectedDeploymentIds the pruned ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PruneAnswer(
        String schemaVersion,
        Instant before,
        boolean dryRun,
        int matchedCount,
        int prunedCount,
        int guardedCount,
        List<String> affectedDeploymentIds,
        List<Guarded> guarded,
        List<Recoverability> recoverability,
        @Nullable Instant prunedAt) {
    /** An attempt that matched and stays, with every reason. */
    record Guarded(String deploymentId, List<String> guards) {}

    /** How many attempts of the resource can be rolled back to, as far as is known. */
    record Recoverability(String resourceId, int candidatesBefore, int candidatesAfter) {}

    static PruneAnswer of(Pruning pruning) {
        var plans = pruning.plans().values();
        return new PruneAnswer(
                "deployments.prune/v1",
                pruning.scope().before(),
                pruning.prunedAt() == null,
                plans.stream().mapToInt(PrunePlan::matched).sum(),
                plans.stream().mapToInt(plan -> plan.pruned().size()).sum(),
                plans.stream().mapToInt(plan -> plan.guarded().size()).sum(),
                plans.stream()
                        .flatMap(plan -> plan.pruned().stream())
                        .map(DeploymentId::value)
                        .toList(),
                plans.stream().flatMap(plan -> guarded(plan).stream()).toList(),
                pruning.plans().entrySet().stream()
                        .map(e -> new Recoverability(
                                e.getKey().value(),
                                e.getValue().candidatesBefore(),
                                e.getValue().candidatesAfter()))
                        .toList(),
                pruning.prunedAt());
    }

    private static List<Guarded> guarded(PrunePlan plan) {
        return plan.guarded().entrySet().stream()
                .map(e -> new Guarded(
                        e.getKey().value(),
                        e.getValue().stream().sorted().map(PruneGuard::wire).toList()))
                .toList();
    }
}

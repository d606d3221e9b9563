package com.appaloft.api.artifact;

import com.appaloft.application.retention.ArtifactHandler.Item;
import com.appaloft.application.retention.ArtifactHandler.Pruning;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What retention let go of; for a dry run, what it would.
 *
 * @param keepSuccessful how many successes of each resource and environment are kept
 * @param releasedBytes what the images take together as far as is known; layers shared with others are counted as well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArtifactPruneAnswer(
        String schemaVersion,
        boolean dryRun,
        int keepSuccessful,
        int releasedCount,
        long releasedBytes,
        List<Released> released,
        List<ArtifactAnswer> kept,
        List<Recoverability> recoverability,
        @Nullable Instant prunedAt) {
    /** @param reason why it may go */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Released(
            String id,
            String serverId,
            String imageId,
            @Nullable Long bytes,
            String reason,
            List<String> deploymentIds) {
        static Released of(Item item) {
            var artifact = ArtifactAnswer.of(item);
            return new Released(
                    artifact.id(),
                    artifact.serverId(),
                    artifact.imageId(),
                    artifact.bytes(),
                    "beyond-retention",
                    artifact.deploymentIds());
        }
    }

    /** How many attempts of the resource can be rolled back to, as far as is known. */
    record Recoverability(String resourceId, int candidatesBefore, int candidatesAfter) {}

    static ArtifactPruneAnswer of(Pruning pruning) {
        return new ArtifactPruneAnswer(
                "artifacts.prune/v1",
                pruning.prunedAt() == null,
                pruning.keepSuccessful(),
                pruning.released().size(),
                pruning.released().stream()
                        .map(Item::bytes)
                        .mapToLong(bytes -> bytes == null ? 0 : bytes)
                        .sum(),
                pruning.released().stream().map(Released::of).toList(),
                pruning.kept().stream().map(ArtifactAnswer::of).toList(),
                pruning.recoverability().stream()
                        .map(r -> new Recoverability(r.resource().value(), r.before(), r.after()))
                        .toList(),
                pruning.prunedAt());
    }
}

package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.retention.AttemptRecord;
import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.retention.PruneGuard;
import com.appaloft.domain.retention.PrunePolicy;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.testing.History;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the shop hides, keeps and throws away. */
record ShopRetention(History history) {
    /** Archives one attempt, which now and then is still active. */
    Decision<? extends DomainEvent> archive(int pick, Instant now) {
        var attempts = history.deployments().stream()
                .filter(attempt -> pick % 7 == 0 || attempt instanceof Deployment.Ended)
                .toList();
        return one(attempts, pick)
                .<Decision<? extends DomainEvent>>map(attempt -> DeploymentRules.decide(
                        attempt, new DeploymentCommand.Archive(attempt.id().value(), now)))
                .orElseGet(Decision::accept);
    }

    /** Decides on one artifact that was ever recorded. */
    Decision<ArtifactEvent> artifact(int pick, BiFunction<ArtifactSighting, Artifact, Decision<ArtifactEvent>> decide) {
        var artifacts = history.deployments().stream()
                .<Artifact>mapMulti((attempt, next) -> {
                    if (attempt.attempt().artifact() != null) {
                        next.accept(attempt.attempt().artifact());
                    }
                })
                .toList();
        return one(artifacts, pick)
                .map(artifact -> decide.apply(history.sighting(artifact.id()), artifact))
                .orElseGet(Decision::accept);
    }

    /** Deletes what the policy lets go of one resource, in the order that the command does it. */
    void prune(ResourceId resource, Instant now) {
        var records = history.deployments().stream()
                .filter(attempt -> attempt.attempt().request().resourceId().equals(resource))
                .map(this::record)
                .toList();
        var gone = PrunePolicy.plan(new PruneScope(now, null, resource, null), records)
                .pruned();
        records.stream()
                .filter(attempt -> gone.contains(attempt.id()))
                .map(AttemptRecord::slot)
                .distinct()
                .forEach(slot -> history.append(
                        history.slot(slot).reduceHistory(slot, resource, now).orThrow()));
        gone.forEach(attempt -> history.bury(attempt, resource, now));
    }

    private AttemptRecord record(Deployment deployment) {
        var request = deployment.attempt().request();
        return new AttemptRecord(
                deployment.id(),
                request.resourceId(),
                request.slotId(),
                request.serverId(),
                request.trigger(),
                deployment instanceof Deployment.Ended ended ? ended.finishedAt() : null,
                deployment.attempt().archivedAt() != null,
                null,
                deployment instanceof Deployment.Succeeded ? Worth.READY : Worth.NONE,
                held(deployment));
    }

    private Set<PruneGuard> held(Deployment deployment) {
        var slot = history.slot(deployment.attempt().request().slotId());
        var held = EnumSet.noneOf(PruneGuard.class);
        if (deployment.id().equals(slot.serving())) {
            held.add(PruneGuard.SERVING_NOW);
        }
        if (deployment.id().equals(slot.heldBy())) {
            held.add(PruneGuard.RUNTIME_CONTROL_RETAINED);
        }
        if (pinned(deployment.attempt().artifact())) {
            held.add(PruneGuard.ARTIFACT_PINNED);
        }
        return held;
    }

    private boolean pinned(@Nullable Artifact artifact) {
        return artifact != null && history.sighting(artifact.id()).pinned();
    }

    private static <T> Optional<T> one(List<T> of, int pick) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(pick % of.size()));
    }
}

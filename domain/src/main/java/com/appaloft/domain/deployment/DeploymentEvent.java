package com.appaloft.domain.deployment;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened in one attempt. */
public sealed interface DeploymentEvent extends DomainEvent {
    DeploymentId deploymentId();

    @Override
    default String streamId() {
        return deploymentId().value();
    }

    /** Whether the attempt is over with this event. */
    default boolean terminal() {
        return switch (this) {
            case Succeeded e -> true;
            case Failed e -> true;
            case Canceled e -> true;
            case Interrupted e -> true;
            case RolledBack e -> true;
            case Requested e -> false;
            case SnapshotCaptured e -> false;
            case ArtifactRecorded e -> false;
            case PhaseStarted e -> false;
            case PhaseFinished e -> false;
            case CancelRequested e -> false;
            case Archived e -> false;
        };
    }

    /** @param reuse the artifact a retry or rollback runs, so that nothing is built */
    @Recorded(as = "deployment.requested")
    record Requested(
            DeploymentId deploymentId,
            ResourceId resourceId,
            ProjectId projectId,
            EnvironmentId environmentId,
            ServerId serverId,
            DestinationId destinationId,
            SlotId slotId,
            Trigger trigger,
            Intent intent,
            @Nullable Artifact reuse,
            Instant at)
            implements DeploymentEvent {}

    @Recorded(as = "deployment.snapshot-captured")
    record SnapshotCaptured(DeploymentId deploymentId, Snapshot snapshot, Instant at) implements DeploymentEvent {}

    @Recorded(as = "deployment.artifact-recorded")
    record ArtifactRecorded(DeploymentId deploymentId, Artifact artifact, Instant at) implements DeploymentEvent {}

    @Recorded(as = "deployment.phase-started")
    record PhaseStarted(DeploymentId deploymentId, Phase phase, Instant at) implements DeploymentEvent {}

    /** @param durationMs since the phase started, in milliseconds */
    @Recorded(as = "deployment.phase-finished")
    record PhaseFinished(DeploymentId deploymentId, Phase phase, boolean completed, long durationMs, Instant at)
            implements DeploymentEvent {}

    @Recorded(as = "deployment.cancel-requested")
    record CancelRequested(DeploymentId deploymentId, String cause, Instant at) implements DeploymentEvent {}

    /** @param accessUrl where it answers, if it is exposed */
    @Recorded(as = "deployment.succeeded")
    record Succeeded(DeploymentId deploymentId, @Nullable String accessUrl, Instant at) implements DeploymentEvent {}

    @Recorded(as = "deployment.failed")
    record Failed(DeploymentId deploymentId, Failure failure, Instant at) implements DeploymentEvent {}

    @Recorded(as = "deployment.canceled")
    record Canceled(
            DeploymentId deploymentId,
            String cause,
            @Nullable DeploymentId supersededBy,
            Instant at) implements DeploymentEvent {}

    /** @param explanation what was found on the host, one sentence */
    @Recorded(as = "deployment.interrupted")
    record Interrupted(DeploymentId deploymentId, String explanation, Instant at) implements DeploymentEvent {}

    /** @param restored the attempt whose workload was put back, if one served before */
    @Recorded(as = "deployment.rolled-back")
    record RolledBack(
            DeploymentId deploymentId,
            Failure failure,
            @Nullable DeploymentId restored,
            Instant at) implements DeploymentEvent {}

    /** It is hidden from the default history; nothing of it was deleted. */
    @Recorded(as = "deployment.archived")
    record Archived(DeploymentId deploymentId, Instant at) implements DeploymentEvent {}
}

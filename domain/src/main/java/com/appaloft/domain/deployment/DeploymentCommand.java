package com.appaloft.domain.deployment;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of an existing attempt; starting one is {@link DeploymentEvent.Requested}, decided by recovery. */
public sealed interface DeploymentCommand {
    Instant at();

    record StartPhase(Phase phase, Instant at) implements DeploymentCommand {}

    record FinishPhase(Phase phase, boolean completed, Instant at) implements DeploymentCommand {}

    record CaptureSnapshot(Snapshot snapshot, Instant at) implements DeploymentCommand {}

    record RecordArtifact(Artifact artifact, Instant at) implements DeploymentCommand {}

    record Succeed(@Nullable String accessUrl, Instant at) implements DeploymentCommand {}

    record Fail(Failure failure, Instant at) implements DeploymentCommand {}

    record RollBack(Failure failure, @Nullable DeploymentId restored, Instant at) implements DeploymentCommand {}

    /** The process that carried it is gone; nobody may claim to know its outcome. */
    record Interrupt(String explanation, Instant at) implements DeploymentCommand {}

    /** Nobody can look at its server ever again, not even to see whether what was asked to stop has stopped. */
    record Abandon(String explanation, Instant at) implements DeploymentCommand {}

    /** @param confirm must equal the deployment id to the letter */
    record RequestCancel(String confirm, String cause, Instant at) implements DeploymentCommand {}

    /** Says that the host shows nothing of the attempt running any more. */
    record ProveCanceled(Instant at) implements DeploymentCommand {}

    /**
     * Hides it from the default history; deletes nothing.
     *
     * @param confirm must equal the deployment id to the letter
     */
    record Archive(String confirm, Instant at) implements DeploymentCommand {}
}

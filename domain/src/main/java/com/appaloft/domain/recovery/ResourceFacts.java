package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of the resource now, whatever attempt is in question.
 *
 * @param profileDeployable whether the current profile is there and admissible
 * @param profileDrifted whether the source was seen to declare something else, or to be another project, and nobody accepted it
 * @param targetRegistered whether the server still is
 * @param targetReachable whether the server answered when last asked; true where it was never asked
 * @param preview the preview in whose slot it all happens; absent for the resource itself
 * @param active the attempt that holds the runtime slot, if any
 * @param serving the attempt that serves now, if any
 */
public record ResourceFacts(
        ResourceId resourceId,
        EnvironmentId environmentId,
        ServerId serverId,
        boolean profileDeployable,
        boolean profileDrifted,
        boolean targetRegistered,
        boolean targetReachable,
        boolean environmentLocked,
        @Nullable OfPreview preview,
        @Nullable Active active,
        @Nullable DeploymentId serving) {

    /** @param over whether it is cleaned up or being cleaned up */
    public record OfPreview(PreviewName name, boolean over) {}

    boolean previewOver() {
        return preview != null && preview.over();
    }

    /** The attempt that holds the slot. */
    public record Active(DeploymentId id, Status status, Instant lastProgressAt) {}

    public ResourceFacts reachable(boolean answered) {
        return new ResourceFacts(
                resourceId,
                environmentId,
                serverId,
                profileDeployable,
                profileDrifted,
                targetRegistered,
                answered,
                environmentLocked,
                preview,
                active,
                serving);
    }
}

package com.appaloft.domain.deployment;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first events of a new attempt; old attempts are read, never changed or replayed. */
public final class NewAttempt {
    private NewAttempt() {}

    /** From the current profile and configuration. */
    public static List<DeploymentEvent> fromProfile(
            DeploymentId id, Resource resource, Environment environment, Trigger trigger, Instant at) {
        return from(resource.profile(), resource.slot(), id, resource, environment, trigger, at);
    }

    /** From the current profile as the preview changes it, in the preview's own slot. */
    public static List<DeploymentEvent> ofPreview(
            DeploymentId id, Preview preview, Resource resource, Environment environment, Trigger trigger, Instant at) {
        return from(preview.profile(resource.profile()), preview.slot(), id, resource, environment, trigger, at);
    }

    private static List<DeploymentEvent> from(
            Profile profile,
            SlotId slot,
            DeploymentId id,
            Resource resource,
            Environment environment,
            Trigger trigger,
            Instant at) {
        var intent = new Intent(profile, new EnvironmentSnapshot(environment.variables(), environment.secrets()));
        return List.of(new DeploymentEvent.Requested(
                id,
                resource.id(),
                resource.projectId(),
                resource.environmentId(),
                resource.serverId(),
                resource.destinationId(),
                slot,
                trigger,
                intent,
                null,
                at));
    }

    /**
     * From the old attempt's snapshot, or from its frozen intent where it was stopped before there was one; with the artifact it
     * made, or was to reuse itself.
     */
    public static List<DeploymentEvent> retry(DeploymentId id, Deployment old, Instant at) {
        var was = old.attempt();
        var trigger = new Trigger.Retry(old.id(), was.request().trigger().candidate());
        return like(id, old, trigger, was.reusable(), at);
    }

    /** From the candidate's snapshot and artifact. */
    public static List<DeploymentEvent> rollback(DeploymentId id, DeploymentId of, Deployment candidate, Instant at) {
        return like(
                id,
                candidate,
                new Trigger.Rollback(of, candidate.id()),
                candidate.attempt().artifact(),
                at);
    }

    private static List<DeploymentEvent> like(
            DeploymentId id, Deployment old, Trigger trigger, @Nullable Artifact reuse, Instant at) {
        var was = old.attempt().request();
        var requested = new DeploymentEvent.Requested(
                id,
                was.resourceId(),
                was.projectId(),
                was.environmentId(),
                was.serverId(),
                was.destinationId(),
                was.slotId(),
                trigger,
                was.intent(),
                reuse,
                at);
        var snapshot = old.attempt().snapshot();
        return snapshot == null
                ? List.of(requested)
                : List.of(requested, new DeploymentEvent.SnapshotCaptured(id, snapshot, at));
    }
}

package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.workspace.Environment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Derives facts from states; the single place that says what a state means for recovery. */
public final class FactsOf {
    private FactsOf() {}

    /** @param seen what was last seen of what it would run again, and whether retention has let go of it */
    public static AttemptFacts attempt(Deployment deployment, Environment environment, ArtifactSighting seen) {
        var attempt = deployment.attempt();
        var failure = deployment.failureOrNull();
        return new AttemptFacts(
                deployment.id(),
                deployment.status(),
                failure == null ? null : failure.code(),
                snapshotState(deployment.status(), attempt.snapshot() != null),
                complete(deployment, environment),
                attempt.reusable(),
                attempt.reusable() == null ? Observation.UNKNOWN : seen.observed(),
                rebuildable(attempt),
                attempt.reusable() != null && seen.released());
    }

    public static SnapshotState snapshotState(Status status, boolean captured) {
        if (captured) {
            return SnapshotState.COMPLETE;
        }
        return status == Status.FAILED ? SnapshotState.MISSING : SnapshotState.INTENT_ONLY;
    }

    /**
     * Whether a retry may make the image again, and can from pinned input: kept files, or an image a registry knows by digest. A
     * rollback runs the candidate's artifact or none, however often it is tried.
     */
    static boolean rebuildable(Attempt attempt) {
        return attempt.request().trigger().candidate() == null && rebuildable(attempt.snapshot());
    }

    private static boolean rebuildable(@Nullable Snapshot snapshot) {
        return snapshot == null
                || switch (snapshot.source()) {
                    case ResolvedSource.Files files -> true;
                    case ResolvedSource.Image image -> !image.repoDigest().isEmpty();
                    case ResolvedSource.Site site -> !site.server().repoDigest().isEmpty();
                    case ResolvedSource.Compose compose ->
                        compose.images().values().stream()
                                .noneMatch(image -> image.repoDigest().isEmpty());
                };
    }

    /** @param seen what was last seen of its artifact, and whether retention has let go of it */
    public static CandidateFacts candidate(
            Deployment candidate,
            Instant finishedAt,
            Resource resource,
            Environment environment,
            SlotId slotId,
            RuntimeSlot slot,
            @Nullable Deployment serving,
            ArtifactSighting seen) {
        var attempt = candidate.attempt();
        var snapshot = attempt.snapshot();
        return new CandidateFacts(
                candidate.id(),
                candidate.status(),
                finishedAt,
                snapshot != null,
                complete(candidate, environment),
                sameTarget(candidate, resource, slotId),
                attempt.artifact(),
                attempt.artifact() == null ? Observation.UNKNOWN : seen.observed(),
                snapshot != null && laterMarker(snapshot.runtime().dataMarker(), finishedAt, slot.dataMarkers()),
                serving != null
                        && identical(
                                attempt.artifact(),
                                snapshot,
                                serving.attempt().artifact(),
                                serving.attempt().snapshot()),
                snapshot != null && snapshot.keepsData(),
                attempt.archivedAt() != null,
                seen.released());
    }

    /** Whether every secret version of what it ran with, or was to run with, still exists. */
    public static boolean complete(Deployment deployment, Environment environment) {
        var attempt = deployment.attempt();
        var snapshot = attempt.snapshot();
        var configuration = snapshot == null ? attempt.request().intent().environment() : snapshot.environment();
        return environment.versions().hasAll(configuration.secrets());
    }

    public static boolean laterMarker(@Nullable String own, Instant finishedAt, Map<String, Instant> markers) {
        return markers.entrySet().stream()
                .anyMatch(m -> !m.getKey().equals(own) && m.getValue().isAfter(finishedAt));
    }

    public static boolean identical(
            @Nullable Artifact one,
            @Nullable Snapshot oneMade,
            @Nullable Artifact other,
            @Nullable Snapshot otherMade) {
        return one != null
                && other != null
                && oneMade != null
                && otherMade != null
                && one.imageId().equals(other.imageId())
                && oneMade.configuredLike(otherMade);
    }

    /** The slot tells a preview's attempts from those of the resource itself, and from those of its other previews. */
    public static boolean sameTarget(Deployment candidate, Resource resource, SlotId slotId) {
        var request = candidate.attempt().request();
        return request.slotId().equals(slotId)
                && request.projectId().equals(resource.projectId())
                && request.environmentId().equals(resource.environmentId())
                && request.serverId().equals(resource.serverId())
                && request.destinationId().equals(resource.destinationId());
    }

    public static ResourceFacts resource(
            Resource resource,
            Environment environment,
            Server server,
            RuntimeSlot slot,
            @Nullable Preview preview,
            @Nullable Deployment holder,
            boolean reachable) {
        return new ResourceFacts(
                resource.id(),
                resource.environmentId(),
                resource.serverId(),
                ProfileRules.violation(preview == null ? resource.profile() : preview.profile(resource.profile()))
                        .isEmpty(),
                preview == null && resource.drift().present(),
                server.registered(),
                reachable,
                environment.locked(),
                preview == null ? null : new ResourceFacts.OfPreview(preview.name(), preview.over()),
                holder == null
                        ? null
                        : new ResourceFacts.Active(
                                holder.id(), holder.status(), holder.attempt().lastProgressAt()),
                slot.serving());
    }
}

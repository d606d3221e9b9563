package com.appaloft.domain.deployment;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.ResolvedSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every state of an attempt knows.
 *
 * @param request how it began
 * @param phase the phase under way or reached last
 * @param phaseStartedAt when that phase started
 * @param lastProgressAt when anything last happened
 * @param archivedAt when it was hidden from the default history, if it was
 */
public record Attempt(
        DeploymentEvent.Requested request,
        @Nullable Snapshot snapshot,
        @Nullable Artifact artifact,
        @Nullable Phase phase,
        @Nullable Instant phaseStartedAt,
        Instant lastProgressAt,
        @Nullable Instant archivedAt) {

    static Attempt begun(DeploymentEvent.Requested request) {
        return new Attempt(request, null, null, null, null, request.at(), null);
    }

    /** The artifact another attempt would run instead of making one: what this one recorded, else what it was to run itself. */
    public @Nullable Artifact reusable() {
        return artifact == null ? request.reuse() : artifact;
    }

    /** The tag of ours that keeps what it makes; of several images what their tags begin with. */
    public String keepTag() {
        return "appaloft/" + request.resourceId() + ":" + request.deploymentId();
    }

    /** Every tag there may be of it on its server: one that was stopped right after it had set them has not recorded its artifact. */
    public List<String> keepTags() {
        if (artifact != null) {
            return artifact.keepTags();
        }
        if (snapshot == null) {
            return List.of();
        }
        return switch (snapshot.source()) {
            case ResolvedSource.Compose compose ->
                compose.model().services().keySet().stream()
                        .map(service -> Artifact.keepTag(keepTag(), service))
                        .toList();
            case ResolvedSource.Image image -> List.of(keepTag());
            case ResolvedSource.Files files -> List.of(keepTag());
            case ResolvedSource.Site site -> List.of(keepTag());
        };
    }

    public DeploymentId id() {
        return request.deploymentId();
    }

    Attempt with(Snapshot captured, Instant at) {
        return new Attempt(request, captured, artifact, phase, phaseStartedAt, at, archivedAt);
    }

    Attempt with(Artifact recorded, Instant at) {
        return new Attempt(request, snapshot, recorded, phase, phaseStartedAt, at, archivedAt);
    }

    Attempt in(Phase started, Instant at) {
        return new Attempt(request, snapshot, artifact, started, at, at, archivedAt);
    }

    Attempt seen(Instant at) {
        return new Attempt(request, snapshot, artifact, phase, phaseStartedAt, at, archivedAt);
    }

    Attempt archived(Instant at) {
        return new Attempt(request, snapshot, artifact, phase, phaseStartedAt, lastProgressAt, at);
    }
}

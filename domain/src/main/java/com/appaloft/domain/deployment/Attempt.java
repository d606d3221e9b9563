package com.appaloft.domain.deployment;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
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

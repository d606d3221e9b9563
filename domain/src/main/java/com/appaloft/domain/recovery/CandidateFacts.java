package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a past attempt that could be rolled back to.
 *
 * @param sameTarget whether it ran in the project, environment, server and destination the resource has now
 * @param observed what was last seen of its artifact; unknown where that is too long ago
 * @param laterDataMarker whether a later success declared another data marker
 * @param identicalToServing whether artifact and configuration are those of what serves now
 * @param archived whether it is hidden from the default history
 * @param released whether retention has let go of its artifact
 */
public record CandidateFacts(
        DeploymentId id,
        Status status,
        Instant finishedAt,
        boolean snapshotPresent,
        boolean environmentComplete,
        boolean sameTarget,
        @Nullable Artifact artifact,
        Observation observed,
        boolean laterDataMarker,
        boolean identicalToServing,
        boolean hasVolumes,
        boolean archived,
        boolean released) {

    /** Neither archived nor released. */
    public CandidateFacts(
            DeploymentId id,
            Status status,
            Instant finishedAt,
            boolean snapshotPresent,
            boolean environmentComplete,
            boolean sameTarget,
            @Nullable Artifact artifact,
            Observation observed,
            boolean laterDataMarker,
            boolean identicalToServing,
            boolean hasVolumes) {
        this(
                id,
                status,
                finishedAt,
                snapshotPresent,
                environmentComplete,
                sameTarget,
                artifact,
                observed,
                laterDataMarker,
                identicalToServing,
                hasVolumes,
                false,
                false);
    }

    public CandidateFacts seenAs(Observation seen) {
        return new CandidateFacts(
                id,
                status,
                finishedAt,
                snapshotPresent,
                environmentComplete,
                sameTarget,
                artifact,
                seen,
                laterDataMarker,
                identicalToServing,
                hasVolumes,
                archived,
                released);
    }
}

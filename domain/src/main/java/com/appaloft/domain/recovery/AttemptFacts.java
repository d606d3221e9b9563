package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of the attempt in question.
 *
 * @param failure what it failed with, if it did
 * @param environmentComplete whether every secret version of its configuration still exists
 * @param artifact what it built or ran if it got that far, else what it was to run
 * @param observed what was last seen of that artifact
 * @param rebuildable whether the artifact may be made again, from pinned, immutable input
 * @param released whether retention has let go of the artifact: it is being removed though it may still be there
 */
public record AttemptFacts(
        DeploymentId id,
        Status status,
        @Nullable FailureCode failure,
        SnapshotState snapshot,
        boolean environmentComplete,
        @Nullable Artifact artifact,
        Observation observed,
        boolean rebuildable,
        boolean released) {

    /** How much of what the attempt was made of was frozen before it ended. */
    public enum SnapshotState {
        /** Everything: it can run again exactly. */
        COMPLETE,
        /** It was stopped before its source was resolved; what was asked for is frozen, so it can start again. */
        INTENT_ONLY,
        /** It failed before the snapshot was complete, or the snapshot was pruned. */
        MISSING
    }
}

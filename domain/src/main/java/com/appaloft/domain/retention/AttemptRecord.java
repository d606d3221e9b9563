package com.appaloft.domain.retention;

import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What retention must know of one attempt.
 *
 * @param finishedAt when it ended; absent while it is active
 * @param supersededBy the newer attempt it was canceled for
 * @param worth what it is worth as a rollback candidate
 * @param held what still holds it by itself, whatever refers to it: logs, control, a pin, that it serves
 */
public record AttemptRecord(
        DeploymentId id,
        ResourceId resource,
        SlotId slot,
        ServerId server,
        Trigger trigger,
        @Nullable Instant finishedAt,
        boolean archived,
        @Nullable DeploymentId supersededBy,
        Worth worth,
        Set<PruneGuard> held) {
    public AttemptRecord {
        held = Set.copyOf(held);
    }

    /** What a past attempt is worth to who wants to roll back. */
    public enum Worth {
        /** Its preview is cleaned up: nobody goes back there, whatever it was. */
        OVER,
        /** It did not succeed. */
        NONE,
        /** It succeeded, and something surely blocks it now, e.g. its artifact is gone. */
        LOST,
        /** It succeeded, and only its artifact could not be looked for. */
        UNVERIFIED,
        /** It can be rolled back to. */
        READY;

        public boolean succeeded() {
            return this != NONE && this != OVER;
        }

        /** Whether it may turn out to be ready. */
        public boolean counts() {
            return this == READY || this == UNVERIFIED;
        }
    }
}

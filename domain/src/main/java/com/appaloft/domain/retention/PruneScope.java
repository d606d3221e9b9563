package com.appaloft.domain.retention;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which archived attempts a prune is about; an absent id is no condition.
 *
 * @param before only attempts that ended earlier than this; of its fraction of a second only the milliseconds count, as in every recorded
 *     time: the very moment at which it was asked is never the future
 */
public record PruneScope(
        Instant before,
        @Nullable DeploymentId deployment,
        @Nullable ResourceId resource,
        @Nullable ServerId server) {
    public PruneScope {
        before = before.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Why this cut-off is refused, if it is. */
    public Optional<Problem> refusal(Instant now) {
        return before.isAfter(now)
                ? Optional.of(Problem.invalid("/before", "The cut-off lies in the future; nothing was pruned."))
                : Optional.empty();
    }

    boolean matches(AttemptRecord attempt) {
        var ended = attempt.finishedAt();
        return attempt.archived()
                && ended != null
                && ended.isBefore(before)
                && (deployment == null || deployment.equals(attempt.id()))
                && (resource == null || resource.equals(attempt.resource()))
                && (server == null || server.equals(attempt.server()));
    }
}

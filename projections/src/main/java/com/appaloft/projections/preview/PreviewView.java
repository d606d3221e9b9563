package com.appaloft.projections.preview;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview with what runs of it.
 *
 * @param state exactly the state its events fold to
 * @param stages what its last cleanup did, in order
 * @param active the attempt that is under way, if any
 * @param serving the attempt that serves, if any
 * @param accessUrl where that one answers, if it is exposed
 */
public record PreviewView(
        Preview state,
        List<Stage> stages,
        @Nullable DeploymentId active,
        @Nullable DeploymentId serving,
        @Nullable String accessUrl,
        Instant updatedAt) {

    /** @param status {@code done} or {@code failed} */
    public record Stage(String step, String status, String detail, Instant at) {}

    public Instant createdAt() {
        return state.life().terms().at();
    }

    /** The newest attempt of its present life, if there is one. */
    public @Nullable DeploymentId last() {
        var attempts = state.life().attempts();
        return attempts.isEmpty() ? null : attempts.getLast();
    }
}

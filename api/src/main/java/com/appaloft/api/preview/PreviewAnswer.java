package com.appaloft.api.preview;

import com.appaloft.api.resource.SourceFields;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.projections.preview.PreviewView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview as it is now.
 *
 * @param source what it deploys instead of the resource's own source
 * @param accessUrl where it answers; only while it is active and something of it serves
 * @param cleanup what its last cleanup did, where there was one in its present life
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewAnswer(
        String id,
        String resourceId,
        String type,
        String previewId,
        String status,
        @Nullable SourceFields source,
        @Nullable String accessUrl,
        @Nullable Integer ttlSeconds,
        @Nullable Instant expiresAt,
        @Nullable String lastDeploymentId,
        @Nullable String activeDeploymentId,
        @Nullable String servingDeploymentId,
        @Nullable CleanupAnswer cleanup,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant cleanedAt) {

    /** @param failedStep the stage that failed, until the cleanup is run again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CleanupAnswer(
            @Nullable String cause,
            @Nullable String failedStep,
            @Nullable String message,
            List<StepAnswer> steps) {}

    /** @param status {@code done} or {@code failed} */
    record StepAnswer(String step, String status, String detail, Instant at) {}

    static PreviewAnswer of(PreviewView view) {
        var state = view.state();
        var terms = state.life().terms();
        boolean active = state instanceof Preview.Active;
        return new PreviewAnswer(
                state.id().value(),
                terms.resourceId().value(),
                terms.name().type().wire(),
                terms.name().id(),
                state.status(),
                terms.source() == null ? null : SourceFields.of(terms.source()),
                active ? view.accessUrl() : null,
                terms.ttlSeconds(),
                active ? state.life().expiresAt() : null,
                value(view.last()),
                value(view.active()),
                value(view.serving()),
                active ? null : cleanup(view),
                terms.at(),
                view.updatedAt(),
                state instanceof Preview.Cleaned c ? c.cleanedAt() : null);
    }

    static List<StepAnswer> steps(PreviewView view) {
        return view.stages().stream()
                .map(s -> new StepAnswer(s.step(), s.status(), s.detail(), s.at()))
                .toList();
    }

    private static CleanupAnswer cleanup(PreviewView view) {
        if (view.state() instanceof Preview.Cleaning c) {
            boolean failed = c.setback() != null;
            return new CleanupAnswer(c.cause().wire(), failed ? c.stage().wire() : null, c.setback(), steps(view));
        }
        return new CleanupAnswer(null, null, null, steps(view));
    }

    private static @Nullable String value(@Nullable Identifier id) {
        return id == null ? null : id.value();
    }
}

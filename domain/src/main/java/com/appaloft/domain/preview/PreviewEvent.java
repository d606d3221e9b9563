package com.appaloft.domain.preview;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to one preview, from its creation to its cleanup and to its next creation. */
public sealed interface PreviewEvent extends DomainEvent {
    PreviewId previewId();

    ResourceId resourceId();

    @Override
    default String streamId() {
        return previewId().value();
    }

    /**
     * It exists, for the first time or again.
     *
     * @param source what it deploys instead of the resource's own source
     * @param ttlSeconds how long after its last deployment it is cleaned up by itself
     */
    @Recorded(as = "preview.created")
    record Created(
            PreviewId previewId,
            ResourceId resourceId,
            PreviewName name,
            @Nullable Source source,
            @Nullable Integer ttlSeconds,
            Instant at)
            implements PreviewEvent {}

    /** Its next deployments read another source, or it lives for another time. */
    @Recorded(as = "preview.changed")
    record Changed(
            PreviewId previewId,
            ResourceId resourceId,
            @Nullable Source source,
            @Nullable Integer ttlSeconds,
            Instant at)
            implements PreviewEvent {}

    /** @param expiresAt when it is cleaned up by itself, if it has a time to live */
    @Recorded(as = "preview.deployed")
    record Deployed(
            PreviewId previewId,
            ResourceId resourceId,
            DeploymentId deploymentId,
            @Nullable Instant expiresAt,
            Instant at)
            implements PreviewEvent {}

    /** @param round counts from 1 in the life of a preview; a later round goes on where the one before failed */
    @Recorded(as = "preview.cleanup-started")
    record CleanupStarted(PreviewId previewId, ResourceId resourceId, CleanupCause cause, int round, Instant at)
            implements PreviewEvent {}

    @Recorded(as = "preview.cleanup-stage-finished")
    record StageFinished(PreviewId previewId, ResourceId resourceId, CleanupStage stage, String detail, Instant at)
            implements PreviewEvent {}

    @Recorded(as = "preview.cleanup-stage-failed")
    record StageFailed(PreviewId previewId, ResourceId resourceId, CleanupStage stage, String detail, Instant at)
            implements PreviewEvent {}

    @Recorded(as = "preview.cleaned")
    record Cleaned(PreviewId previewId, ResourceId resourceId, Instant at) implements PreviewEvent {}
}

package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;

/** What was observed of one artifact on one server, recorded only when it changes, and what was decided about keeping it. */
public sealed interface ArtifactEvent extends DomainEvent {
    ArtifactId artifactId();

    ServerId serverId();

    String imageId();

    @Override
    default String streamId() {
        return artifactId().value();
    }

    @Recorded(as = "artifact.observed-present")
    record ObservedPresent(ArtifactId artifactId, ServerId serverId, String imageId, Instant at)
            implements ArtifactEvent {}

    /** @param otherContent whether our tag now names other content */
    @Recorded(as = "artifact.observed-missing")
    record ObservedMissing(ArtifactId artifactId, ServerId serverId, String imageId, boolean otherContent, Instant at)
            implements ArtifactEvent {}

    /** Somebody wants it kept whatever the retention policy says. */
    @Recorded(as = "artifact.pinned")
    record Pinned(ArtifactId artifactId, ServerId serverId, String imageId, Instant at) implements ArtifactEvent {}

    /** The retention policy may let go of it again. */
    @Recorded(as = "artifact.unpinned")
    record Unpinned(ArtifactId artifactId, ServerId serverId, String imageId, Instant at) implements ArtifactEvent {}

    /** Retention lets go of it; its tags are taken off the host after this. */
    @Recorded(as = "artifact.released")
    record Released(ArtifactId artifactId, ServerId serverId, String imageId, Instant at) implements ArtifactEvent {}

    /** An attempt made the same content again and keeps it. */
    @Recorded(as = "artifact.kept-again")
    record KeptAgain(ArtifactId artifactId, ServerId serverId, String imageId, Instant at) implements ArtifactEvent {}
}

package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;

/** What was observed of one artifact on one server; recorded only when it changes. */
public sealed interface ArtifactEvent extends DomainEvent {
    ArtifactId artifactId();

    ServerId serverId();

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
}

package com.appaloft.domain.resource;

import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.source.Source;
import java.time.Instant;

/** What happened to a resource's profile. */
public sealed interface ResourceEvent extends DomainEvent {
    ResourceId resourceId();

    @Override
    default String streamId() {
        return resourceId().value();
    }

    @Recorded(as = "resource.created")
    record Created(
            ResourceId resourceId,
            ProjectId projectId,
            EnvironmentId environmentId,
            ServerId serverId,
            DestinationId destinationId,
            String name,
            Profile profile,
            Instant at)
            implements ResourceEvent {}

    @Recorded(as = "resource.profile-changed")
    record ProfileChanged(ResourceId resourceId, Profile profile, Instant at) implements ResourceEvent {}

    /** What was seen of the source, recorded only where it is not what was seen before. */
    @Recorded(as = "resource.source-observed")
    record SourceObserved(ResourceId resourceId, SourceSighting sighting, Instant at) implements ResourceEvent {}

    /** @param profile with what the source declares in it */
    @Recorded(as = "resource.source-declaration-accepted")
    record SourceDeclarationAccepted(ResourceId resourceId, SourceSighting sighting, Profile profile, Instant at)
            implements ResourceEvent {}

    @Recorded(as = "resource.source-relinked")
    record SourceRelinked(ResourceId resourceId, Source from, Profile profile, Instant at) implements ResourceEvent {}
}

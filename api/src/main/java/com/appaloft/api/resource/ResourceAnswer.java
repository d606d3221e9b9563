package com.appaloft.api.resource;

import com.appaloft.domain.resource.Profile;
import com.appaloft.projections.resource.ResourceView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource as it is now, with what runs of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResourceAnswer(
        String id,
        String projectId,
        String environmentId,
        String serverId,
        String destinationId,
        String name,
        ProfileAnswer profile,
        @Nullable String servingDeploymentId,
        @Nullable String activeDeploymentId,
        List<String> accessUrls,
        Instant createdAt,
        Instant updatedAt) {

    /** The current profile. */
    record ProfileAnswer(
            int version, SourceFields source, RuntimeFields runtime, NetworkFields network, HealthFields health) {
        static ProfileAnswer of(Profile profile) {
            return new ProfileAnswer(
                    profile.version(),
                    SourceFields.of(profile.source()),
                    RuntimeFields.of(profile.runtime()),
                    NetworkFields.of(profile.network()),
                    HealthFields.of(profile.health()));
        }
    }

    static ResourceAnswer of(ResourceView view) {
        var resource = view.resource();
        var serving = view.slot().serving();
        var holder = view.slot().heldBy();
        return new ResourceAnswer(
                resource.id().value(),
                resource.projectId().value(),
                resource.environmentId().value(),
                resource.serverId().value(),
                resource.destinationId().value(),
                resource.name(),
                ProfileAnswer.of(resource.profile()),
                serving == null ? null : serving.value(),
                holder == null ? null : holder.value(),
                Optional.ofNullable(view.accessUrl()).stream().toList(),
                view.createdAt(),
                view.updatedAt());
    }
}

package com.appaloft.api.resource;

import com.appaloft.application.resource.SourceLook;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.Resource;
import com.appaloft.projections.resource.ResourceView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        @Nullable DriftAnswer drift,
        @Nullable SourceCheckAnswer sourceCheck,
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

    /** How far the source has gone from the profile, as last observed; absent where the source was never seen to say anything. */
    record DriftAnswer(boolean drifted, List<String> differences, String advice) {
        static @Nullable DriftAnswer of(Resource resource) {
            if (resource.link().seen() == null) {
                return null;
            }
            var drift = resource.drift();
            var differences = Stream.concat(Stream.ofNullable(drift.otherProject()), drift.differences().stream())
                    .toList();
            return new DriftAnswer(
                    drift.present(),
                    differences,
                    drift.present() ? RecoveryReason.RESOURCE_PROFILE_DRIFTED.advice() : "");
        }
    }

    /** What came of reading the source now. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceCheckAnswer(
            String status, String evidence, @Nullable String code, String advice) {
        static SourceCheckAnswer of(SourceLook.Seen seen, Resource resource) {
            var failure = seen.failure();
            if (failure != null) {
                return new SourceCheckAnswer(
                        "failed",
                        failure.sentence(),
                        failure.code().wire(),
                        failure.code().category().advice());
            }
            var drift = resource.drift();
            return drift.present()
                    ? new SourceCheckAnswer(
                            "failed",
                            drift.summary() + ".",
                            RecoveryReason.RESOURCE_PROFILE_DRIFTED.code(),
                            RecoveryReason.RESOURCE_PROFILE_DRIFTED.advice())
                    : new SourceCheckAnswer("passed", "The source is what the profile says.", null, "");
        }
    }

    static ResourceAnswer of(ResourceView view, SourceLook.@Nullable Seen seen) {
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
                DriftAnswer.of(resource),
                seen == null ? null : SourceCheckAnswer.of(seen, resource),
                view.createdAt(),
                view.updatedAt());
    }
}

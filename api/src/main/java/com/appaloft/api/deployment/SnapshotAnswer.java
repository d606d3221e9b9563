package com.appaloft.api.deployment;

import com.appaloft.api.resource.HealthFields;
import com.appaloft.api.resource.NetworkFields;
import com.appaloft.api.resource.RuntimeFields;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.source.ResolvedSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All an attempt was made of; secrets only as versions. */
record SnapshotAnswer(
        String id,
        ResolvedAnswer source,
        RuntimeFields runtime,
        NetworkFields network,
        HealthFields health,
        EnvironmentAnswer environment,
        String serverId,
        String destinationId,
        int profileVersion) {

    /**
     * The immutable content a source was resolved to.
     *
     * @param identity an image id, or the digest of the kept archive
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResolvedAnswer(
            String kind,
            String locator,
            String identity,
            @Nullable String repoDigest,
            @Nullable Integer files,
            @Nullable Long bytes) {
        static ResolvedAnswer of(ResolvedSource source) {
            return switch (source) {
                case ResolvedSource.Image image ->
                    new ResolvedAnswer(
                            "docker-image",
                            image.locator(),
                            image.identity(),
                            image.repoDigest().isEmpty() ? null : image.repoDigest(),
                            null,
                            null);
                case ResolvedSource.Folder folder ->
                    new ResolvedAnswer(
                            "local-folder", folder.locator(), folder.identity(), null, folder.files(), folder.bytes());
            };
        }
    }

    /** @param secrets name to version; values are never shown */
    record EnvironmentAnswer(Map<String, String> variables, Map<String, Integer> secrets) {
        static EnvironmentAnswer of(EnvironmentSnapshot environment) {
            return new EnvironmentAnswer(new TreeMap<>(environment.variables()), new TreeMap<>(environment.secrets()));
        }
    }

    static SnapshotAnswer of(Snapshot snapshot) {
        return new SnapshotAnswer(
                snapshot.id().value(),
                ResolvedAnswer.of(snapshot.source()),
                RuntimeFields.of(snapshot.runtime()),
                NetworkFields.of(snapshot.network()),
                HealthFields.of(snapshot.health()),
                EnvironmentAnswer.of(snapshot.environment()),
                snapshot.serverId().value(),
                snapshot.destinationId().value(),
                snapshot.profileVersion());
    }
}

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
     * @param identity an image id, a commit, or the digest of the kept archive
     * @param serverImage what serves a static site
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResolvedAnswer(
            String kind,
            String locator,
            String identity,
            @Nullable String gitRef,
            @Nullable String baseDirectory,
            @Nullable String archive,
            @Nullable String repoDigest,
            @Nullable Integer files,
            @Nullable Long bytes,
            @Nullable String serverImage) {
        static ResolvedAnswer of(ResolvedSource source) {
            return switch (source) {
                case ResolvedSource.Image image -> of(image);
                case ResolvedSource.Folder folder -> of("local-folder", folder, null, null, null);
                case ResolvedSource.Git git -> of(git, null);
                case ResolvedSource.Site site ->
                    switch (site.content()) {
                        case ResolvedSource.Folder folder ->
                            of("static-site", folder, null, null, site.server().imageId());
                        case ResolvedSource.Git git -> of(git, site.server().imageId());
                    };
            };
        }

        private static ResolvedAnswer of(ResolvedSource.Image image) {
            var digest = image.repoDigest().isEmpty() ? null : image.repoDigest();
            return new ResolvedAnswer(
                    "docker-image", image.locator(), image.identity(), null, null, null, digest, null, null, null);
        }

        private static ResolvedAnswer of(ResolvedSource.Git git, @Nullable String serverImage) {
            var origin = git.origin();
            return of("git-repository", git, origin.gitRef(), origin.baseDirectory(), serverImage);
        }

        private static ResolvedAnswer of(
                String kind,
                ResolvedSource.Files content,
                @Nullable String gitRef,
                @Nullable String baseDirectory,
                @Nullable String serverImage) {
            return new ResolvedAnswer(
                    kind,
                    content.locator(),
                    content.identity(),
                    gitRef,
                    baseDirectory,
                    content.archive(),
                    null,
                    content.files(),
                    content.bytes(),
                    serverImage);
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

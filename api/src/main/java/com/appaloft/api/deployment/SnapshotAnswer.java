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
     * @param composeFile path of the file that the services stand in
     * @param entry the service that port and health are about
     * @param services each with the image it names, by digest or id, or with what it is built from
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
            @Nullable String serverImage,
            @Nullable String composeFile,
            @Nullable String entry,
            @Nullable Map<String, String> services) {
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
                case ResolvedSource.Compose compose -> of(compose);
            };
        }

        private static ResolvedAnswer of(ResolvedSource.Image image) {
            var digest = image.repoDigest().isEmpty() ? null : image.repoDigest();
            return new ResolvedAnswer(
                    "docker-image",
                    image.locator(),
                    image.identity(),
                    null,
                    null,
                    null,
                    digest,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
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
                    serverImage,
                    null,
                    null,
                    null);
        }

        private static ResolvedAnswer of(ResolvedSource.Compose compose) {
            var content = switch (compose.content()) {
                case ResolvedSource.Folder folder -> of("compose", folder, null, null, null);
                case ResolvedSource.Git git ->
                    of("compose", git, git.origin().gitRef(), git.origin().baseDirectory(), null);
            };
            var services = new TreeMap<String, String>();
            compose.model().services().forEach((name, service) -> {
                var image = compose.images().get(name);
                var build = service.build();
                if (image != null) {
                    services.put(name, image.repoDigest().isEmpty() ? image.imageId() : image.repoDigest());
                } else if (build != null) {
                    services.put(name, "built from " + build.dockerfileInSource());
                }
            });
            return new ResolvedAnswer(
                    content.kind,
                    content.locator,
                    content.identity,
                    content.gitRef,
                    content.baseDirectory,
                    content.archive,
                    null,
                    content.files,
                    content.bytes,
                    null,
                    compose.file(),
                    compose.model().entry(),
                    services);
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

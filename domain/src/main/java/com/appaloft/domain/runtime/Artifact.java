package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs, by identity (mission page: "Docker/OCI artifact identity such as image, digest, local image id, or Compose
 * artifact"). A tag is only a label that keeps it alive.
 *
 * @param imageId the engine's id, {@code sha256:…}; of a compose artifact the hash of its model and of all its images
 * @param repoDigest {@code name@sha256:…} where a registry knows it, else empty
 * @param keepTag our own tag on this server that keeps the image from being pruned; of a compose artifact what those begin with
 * @param services of a compose artifact, the image of every service by its name; absent for a single image
 */
public record Artifact(
        ArtifactId id,
        ServerId serverId,
        String imageId,
        String repoDigest,
        String keepTag,
        @Nullable Map<String, ServiceImage> services) {
    public Artifact {
        services = services == null || services.isEmpty() ? null : Collections.unmodifiableMap(new TreeMap<>(services));
    }

    public Artifact(ArtifactId id, ServerId serverId, String imageId, String repoDigest, String keepTag) {
        this(id, serverId, imageId, repoDigest, keepTag, null);
    }

    /**
     * What one service runs.
     *
     * @param imageId the engine's id
     * @param repoDigest as of an artifact
     */
    public record ServiceImage(String imageId, String repoDigest) {}

    /** The image of every service as an artifact of its own, by name; empty for a single image. */
    public Map<String, Artifact> parts() {
        var parts = new TreeMap<String, Artifact>();
        if (services != null) {
            services.forEach((service, image) -> parts.put(
                    service,
                    new Artifact(
                            ContentIdentity.artifact(serverId, image.imageId()),
                            serverId,
                            image.imageId(),
                            image.repoDigest(),
                            keepTag(keepTag, service))));
        }
        return parts;
    }

    /** The tag of one service's image. */
    public static String keepTag(String beginning, String service) {
        return beginning + "-" + service;
    }

    /** Every single image of it. */
    public List<Artifact> images() {
        return services == null ? List.of(this) : List.copyOf(parts().values());
    }

    /** Every tag that keeps it. */
    public List<String> keepTags() {
        return images().stream().map(Artifact::keepTag).toList();
    }
}

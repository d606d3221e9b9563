package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;

/**
 * What runs, by identity (mission page: "Docker/OCI artifact identity such as image, digest, local image id"). A tag is only a
 * label that keeps it alive.
 *
 * @param imageId the engine's id, {@code sha256:…}
 * @param repoDigest {@code name@sha256:…} where a registry knows it, else empty
 * @param keepTag our own tag on this server that keeps the image from being pruned
 */
public record Artifact(ArtifactId id, ServerId serverId, String imageId, String repoDigest, String keepTag) {}

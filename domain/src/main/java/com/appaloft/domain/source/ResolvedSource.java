package com.appaloft.domain.source;

/** What a source was resolved to: immutable content, never a moving name. */
public sealed interface ResolvedSource {
    /**
     * An image on the target's engine.
     *
     * @param imageId the engine's id, {@code sha256:…}
     * @param repoDigest {@code name@sha256:…} where a registry knows it, else empty
     */
    record Image(String locator, String imageId, String repoDigest) implements ResolvedSource {}

    /**
     * A folder's content, kept as a content-addressed archive.
     *
     * @param archive {@code sha256:…} of the tar archive that holds it
     */
    record Folder(String locator, String archive, int files, long bytes) implements ResolvedSource {}

    String locator();

    /** The immutable identity: an image id or an archive digest. */
    default String identity() {
        return switch (this) {
            case Image i -> i.imageId();
            case Folder f -> f.archive();
        };
    }
}

package com.appaloft.domain.source;

import com.appaloft.domain.compose.ComposeModel;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a source was resolved to: immutable content, never a moving name. */
public sealed interface ResolvedSource {
    /**
     * An image on the target's engine.
     *
     * @param imageId the engine's id, {@code sha256:…}
     * @param repoDigest {@code name@sha256:…} where a registry knows it, else empty
     * @param credentialsSecret name of the secret that opens the registry; its version stands in the environment snapshot
     */
    record Image(
            String locator,
            String imageId,
            String repoDigest,
            @Nullable String credentialsSecret) implements ResolvedSource {
        public Image(String locator, String imageId, String repoDigest) {
            this(locator, imageId, repoDigest, null);
        }
    }

    /** Files, kept as a content-addressed archive. */
    sealed interface Files extends ResolvedSource {
        /** {@code sha256:…} of the tar archive that holds them. */
        String archive();

        int files();

        long bytes();
    }

    /**
     * A folder's content.
     *
     * @param archive {@code sha256:…} of the tar archive that holds it
     */
    record Folder(String locator, String archive, int files, long bytes) implements Files {}

    /**
     * The tree of one commit, or a part of it.
     *
     * @param origin the repository, the ref that led to the commit, and how it is reached
     * @param commit 40 hex digits; where the archive is gone, the same content is fetched again by it
     */
    record Git(Source.GitRepository origin, String commit, String archive, int files, long bytes) implements Files {
        @Override
        public String locator() {
            return origin.locator();
        }
    }

    /**
     * Files and the static server that hands them out.
     *
     * @param server image of the server
     */
    record Site(Files content, Image server) implements ResolvedSource {
        @Override
        public String locator() {
            return content.locator();
        }
    }

    /**
     * What a compose file says, and every image it names.
     *
     * @param origin where the file was
     * @param file its path there
     * @param content the files it builds from
     * @param images by name of the service; one that is built has none yet
     */
    record Compose(Source.Compose origin, String file, Files content, ComposeModel model, Map<String, Image> images)
            implements ResolvedSource {
        public Compose {
            images = Collections.unmodifiableMap(new TreeMap<>(images));
        }

        @Override
        public String locator() {
            return content.locator();
        }
    }

    String locator();

    /** The immutable identity: an image id, an archive digest or a commit. */
    default String identity() {
        return switch (this) {
            case Image i -> i.imageId();
            case Folder f -> f.archive();
            case Git g -> g.commit();
            case Site s -> s.content().identity();
            case Compose c -> c.content().identity();
        };
    }

    /** Name of the environment's secret that opened it, if it needed one. */
    default @Nullable String credentials() {
        return switch (this) {
            case Image i -> i.credentialsSecret();
            case Folder f -> null;
            case Git g -> g.origin().credentialsSecret();
            case Site s -> s.content().credentials();
            case Compose c -> c.content().credentials();
        };
    }
}

package com.appaloft.domain.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a resource's profile says it comes from; mutable names that {@code detect} resolves to something immutable. */
public sealed interface Source {
    /**
     * An image in a registry or on the engine.
     *
     * @param locator a reference such as {@code registry/app:v1}
     * @param credentialsSecret name of the environment's secret that holds {@code user:password} for the registry
     */
    record DockerImage(String locator, @Nullable String credentialsSecret) implements Source {
        public DockerImage(String locator) {
            this(locator, null);
        }
    }

    /** Files of any kind. */
    sealed interface Tree extends Source {}

    /** A folder on the control plane's machine; {@code locator} is its absolute path. */
    record LocalFolder(String locator) implements Tree {}

    /**
     * A repository reached over https, http, ssh or file.
     *
     * @param gitRef branch, tag or commit; absent means the branch the repository points at
     * @param baseDirectory the part of the tree that is taken; absent means all of it
     * @param credentialsSecret name of the environment's secret: {@code user:token} or a token for http(s), a private key for ssh
     * @param hostKeyFingerprint {@code SHA256:…} of the ssh host's key, which is never accepted unseen
     */
    record GitRepository(
            String locator,
            @Nullable String gitRef,
            @Nullable String baseDirectory,
            @Nullable String credentialsSecret,
            @Nullable String hostKeyFingerprint)
            implements Tree {
        public GitRepository(String locator, @Nullable String gitRef) {
            this(locator, gitRef, null, null, null);
        }
    }

    /**
     * A folder on the control plane's machine that a static server hands out as it is.
     *
     * @param publishDirectory the part of the folder that is served; absent means all of it
     */
    record StaticSite(String locator, @Nullable String publishDirectory) implements Source {}

    /**
     * A compose file and what it builds from.
     *
     * @param origin the folder or repository that holds it
     * @param file path of the file in it; absent means the first of the usual names that is there
     * @param service the service that port, health and exposure are about; absent where the file leaves no choice
     */
    record Compose(
            Tree origin, @Nullable String file, @Nullable String service) implements Source {
        @Override
        public String locator() {
            return origin.locator();
        }
    }

    String locator();

    /** The wire kind, e.g. {@code docker-image}. */
    default String kind() {
        return switch (this) {
            case DockerImage i -> "docker-image";
            case LocalFolder f -> "local-folder";
            case GitRepository g -> "git-repository";
            case StaticSite s -> "static-site";
            case Compose c -> "compose";
        };
    }

    /** Name of the environment's secret that opens it, if it needs one. */
    default @Nullable String credentials() {
        return switch (this) {
            case DockerImage i -> i.credentialsSecret();
            case GitRepository g -> g.credentialsSecret();
            case LocalFolder f -> null;
            case StaticSite s -> null;
            case Compose c -> c.origin().credentials();
        };
    }

    /** Whether both name the same content, however it is reached. */
    default boolean samePlace(Source other) {
        return place().equals(other.place());
    }

    private Source place() {
        return switch (this) {
            case DockerImage i -> new DockerImage(i.locator());
            case GitRepository g -> new GitRepository(g.locator(), g.gitRef(), g.baseDirectory(), null, null);
            case LocalFolder f -> new LocalFolder(plain(f.locator()));
            case StaticSite s -> new StaticSite(plain(s.locator()), s.publishDirectory());
            case Compose c -> new Compose((Tree) ((Source) c.origin()).place(), c.file(), null);
        };
    }

    /** The same folder is written in many ways. */
    private static String plain(String path) {
        return Path.of(path).normalize().toString();
    }

    /** One line for people: {@code docker-image registry/app:v1}. */
    default String summary() {
        return kind() + " " + locator() + detail();
    }

    private String detail() {
        return switch (this) {
            case GitRepository g ->
                (g.gitRef() == null ? "" : " at " + g.gitRef())
                        + (g.baseDirectory() == null ? "" : " in " + g.baseDirectory());
            case StaticSite s -> s.publishDirectory() == null ? "" : " in " + s.publishDirectory();
            case DockerImage i -> "";
            case LocalFolder f -> "";
            case Compose c ->
                ((Source) c.origin()).detail()
                        + (c.file() == null ? "" : " file " + c.file())
                        + (c.service() == null ? "" : " service " + c.service());
        };
    }
}

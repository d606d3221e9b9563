package com.appaloft.cli.resource;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a source beside its kind and its place. */
final class SourceDetails {
    @Option(names = "--git-ref", paramLabel = "<ref>", description = "Branch, tag or commit of a repository.")
    private @Nullable String gitRef;

    @Option(names = "--base-directory", paramLabel = "<path>", description = "Part of a repository.")
    private @Nullable String baseDirectory;

    @Option(names = "--publish-directory", paramLabel = "<path>", description = "Part of a static-site.")
    private @Nullable String publishDirectory;

    @Option(
            names = "--credentials-secret",
            paramLabel = "<name>",
            description = "Secret of the environment that opens a git-repository or the registry of a docker-image.")
    private @Nullable String credentialsSecret;

    @Option(
            names = "--host-key-fingerprint",
            paramLabel = "<SHA256:...>",
            description = "Of the ssh host of a git-repository.")
    private @Nullable String hostKeyFingerprint;

    @Option(names = "--compose-file", paramLabel = "<path>", description = "The file of a compose source.")
    private @Nullable String file;

    @Option(
            names = "--service",
            paramLabel = "<name>",
            description = "The service of a compose source that port and health are about.")
    private @Nullable String service;

    /** Adds what was typed. */
    ObjectNode onto(ObjectNode source) {
        put(source, "gitRef", gitRef);
        put(source, "baseDirectory", baseDirectory);
        put(source, "publishDirectory", publishDirectory);
        put(source, "credentialsSecret", credentialsSecret);
        put(source, "hostKeyFingerprint", hostKeyFingerprint);
        put(source, "file", file);
        put(source, "service", service);
        return source;
    }

    private static void put(ObjectNode source, String name, @Nullable String value) {
        if (value != null) {
            source.put(name, value);
        }
    }
}

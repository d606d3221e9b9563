package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a resource is built, reached and found well, as typed; what was not typed stays as it is. */
final class Profile {
    private static final Set<String> RUNTIME = Set.of(
            "strategy", "dockerfilePath", "command", "memoryMb", "cpus", "volumes", "dataMarker", "registrySecret");
    private static final Set<String> NETWORK = Set.of("internalPort", "exposure", "hostPort");

    @Option(names = "--strategy", description = "prebuilt-image|dockerfile|static|compose")
    private @Nullable String strategy;

    @Option(names = "--dockerfile", paramLabel = "<path>", description = "Path inside the source folder.")
    private @Nullable String dockerfile;

    @Option(names = "--command", paramLabel = "<word>", description = "Once per word; replaces the image's command.")
    private @Nullable List<String> command;

    @Option(names = "--memory-mb", paramLabel = "<MiB>")
    private @Nullable Integer memoryMb;

    @Option(names = "--cpus", paramLabel = "<cores>")
    private @Nullable Double cpus;

    @Option(
            names = "--data-marker",
            description = "Schema version of the data; other markers cannot be rolled back to.")
    private @Nullable String dataMarker;

    @Option(
            names = "--registry-secret",
            paramLabel = "<name>",
            description = "Secret of the environment with the logins of private registries, as Docker's config.json.")
    private @Nullable String registrySecret;

    @Option(names = "--internal-port", paramLabel = "<port>", description = "Where the process listens.")
    private @Nullable Integer internalPort;

    @Option(names = "--exposure", description = "none|direct-port|generated")
    private @Nullable String exposure;

    @Option(names = "--host-port", paramLabel = "<port>", description = "Port on the server for direct-port.")
    private @Nullable Integer hostPort;

    @Option(names = "--health-type", description = "http|command|image|none")
    private @Nullable String healthType;

    @Option(names = "--health-path", description = "For http.")
    private @Nullable String healthPath;

    @Option(names = "--health-status", paramLabel = "<status>", description = "Expected, for http.")
    private @Nullable Integer healthStatus;

    @Option(names = "--health-command", paramLabel = "<word>", description = "Once per word, for command.")
    private @Nullable List<String> healthCommand;

    @Option(names = "--health-interval", paramLabel = "<seconds>")
    private @Nullable Integer healthInterval;

    @Option(names = "--health-timeout", paramLabel = "<seconds>")
    private @Nullable Integer healthTimeout;

    @Option(names = "--health-retries", paramLabel = "<n>")
    private @Nullable Integer healthRetries;

    @Option(names = "--health-start-period", paramLabel = "<seconds>")
    private @Nullable Integer healthStartPeriod;

    /** Puts what was typed into the body, over what the resource has now (an empty object for a new one). */
    void into(ObjectNode body, JsonNode now) {
        put(body, "runtime", runtime(), now.path("runtime"), RUNTIME);
        put(body, "network", network(), now.path("network"), NETWORK);
        var health = health();
        if (!health.isEmpty()) {
            body.set("health", healthType == null ? over(now.path("health"), health) : health);
        }
    }

    private static void put(ObjectNode body, String name, ObjectNode typed, JsonNode now, Set<String> fields) {
        if (!typed.isEmpty()) {
            body.set(name, over(only(now, fields), typed));
        }
    }

    private ObjectNode runtime() {
        var runtime = Json.object();
        text(runtime, "strategy", strategy);
        text(runtime, "dockerfilePath", dockerfile);
        words(runtime, "command", command);
        number(runtime, "memoryMb", memoryMb);
        if (cpus != null) {
            runtime.put("cpus", cpus);
        }
        text(runtime, "dataMarker", dataMarker);
        text(runtime, "registrySecret", registrySecret);
        return runtime;
    }

    private ObjectNode network() {
        var network = Json.object();
        number(network, "internalPort", internalPort);
        text(network, "exposure", exposure);
        number(network, "hostPort", hostPort);
        return network;
    }

    private ObjectNode health() {
        var health = Json.object();
        text(health, "type", healthType);
        text(health, "path", healthPath);
        number(health, "expectedStatus", healthStatus);
        words(health, "command", healthCommand);
        number(health, "intervalSeconds", healthInterval);
        number(health, "timeoutSeconds", healthTimeout);
        number(health, "retries", healthRetries);
        number(health, "startPeriodSeconds", healthStartPeriod);
        return health;
    }

    private static ObjectNode over(JsonNode now, ObjectNode typed) {
        var merged = Json.object();
        now.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                merged.set(name, value);
            }
        });
        merged.setAll(typed);
        return merged;
    }

    private static ObjectNode only(JsonNode now, Set<String> fields) {
        var known = Json.object();
        now.forEachEntry((name, value) -> {
            if (fields.contains(name)) {
                known.set(name, value);
            }
        });
        return known;
    }

    private static void text(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void number(ObjectNode node, String name, @Nullable Integer value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void words(ObjectNode node, String name, @Nullable List<String> words) {
        if (words != null) {
            var array = node.putArray(name);
            words.forEach(array::add);
        }
    }
}

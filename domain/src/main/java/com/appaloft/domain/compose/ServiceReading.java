package com.appaloft.domain.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one service of a compose file. Only what is named here is obeyed. */
final class ServiceReading {
    static final Set<String> KEYS = Set.of(
            "image",
            "build",
            "command",
            "entrypoint",
            "environment",
            "expose",
            "ports",
            "depends_on",
            "healthcheck",
            "restart",
            "working_dir",
            "user",
            "read_only",
            "tmpfs",
            "stop_signal",
            "stop_grace_period",
            "labels",
            "mem_limit",
            "cpus",
            "deploy",
            "volumes");
    private static final Set<String> BUILD = Set.of("context", "dockerfile", "args", "target");
    private static final Set<String> HEALTH =
            Set.of("test", "interval", "timeout", "retries", "start_period", "disable");
    private static final Set<String> RESTART = Set.of("no", "always", "unless-stopped", "on-failure");
    private static final Pattern SIGNAL = Pattern.compile("[A-Z0-9+]{1,20}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]{1,64}(?::[A-Za-z0-9_.-]{1,64})?");
    private static final String DURATION = "must be a time like 10s or 1m30s, up to a day";

    private final ComposeFields fields;

    ServiceReading(ComposeFields fields) {
        this.fields = fields;
    }

    /** @param volumes the named volumes of the file */
    ComposeService read(Set<String> volumes) {
        var image = image();
        var build = build();
        if (image == null && build == null && !fields.has("image") && !fields.has("build")) {
            fields.refuse("image", "is missing, and so is build; give one of them");
        } else if (fields.has("image") && fields.has("build")) {
            fields.refuse("build", "stands beside image; give one of them");
        }
        for (var port : fields.fixedList("expose")) {
            if (!ComposeValues.isPort(port)) {
                fields.refuse("expose", "must be a list of ports from 1 to 65535");
            }
        }
        return new ComposeService(
                image, build, process(), dependsOn(), health(), new MountReading(fields).read(volumes));
    }

    private @Nullable String image() {
        var image = fields.fixed("image");
        if (image != null && !ComposeValues.isImage(image)) {
            fields.refuse("image", "must be named like registry/app:v1 or registry/app@sha256:…, without credentials");
            return null;
        }
        return image;
    }

    private @Nullable ComposeBuild build() {
        if (!fields.has("build")) {
            return null;
        }
        var build = fields.tree("build") instanceof ComposeTree.Scalar ? null : fields.mapping("build", BUILD);
        var in = build == null ? fields : build;
        var contextKey = build == null ? "build" : "context";
        var context = in.value(contextKey, ComposeValues::inside, "must be a folder inside the source");
        var dockerfile = build == null
                ? null
                : build.value("dockerfile", ComposeValues::inside, "must be a path inside the build context");
        return new ComposeBuild(
                context == null ? "" : context,
                dockerfile == null || dockerfile.isEmpty() ? "Dockerfile" : dockerfile,
                build == null ? Map.of() : build.pairs("args", false, name -> "${" + name + "}"),
                build == null ? null : build.fixed("target"));
    }

    private ServiceProcess process() {
        var labels = fields.pairs("labels", false, name -> "");
        labels.keySet().stream()
                .filter(label -> label.startsWith("com.appaloft"))
                .forEach(label -> fields.refuse("labels", "may not set " + Refusals.shown(label)));
        return new ServiceProcess(
                fields.lateWords("command"),
                fields.lateWords("entrypoint"),
                fields.pairs("environment", true, name -> "${" + name + "}"),
                labels,
                fields.value("working_dir", ComposeValues::absolute, "must be an absolute path of the container"),
                fields.value("user", user -> matching(USER, user), "must be a user, or a user and a group"),
                fields.flag("read_only"),
                tmpfs(),
                restart(),
                fields.value("stop_signal", signal -> matching(SIGNAL, signal), "must be a signal like SIGTERM"),
                fields.value("stop_grace_period", ComposeValues::milliseconds, DURATION),
                memory(),
                cpus());
    }

    private List<String> tmpfs() {
        var paths = fields.fixedList("tmpfs");
        if (paths.stream().anyMatch(path -> ComposeValues.absolute(path) == null)) {
            fields.refuse("tmpfs", "must be absolute paths of the container, without options");
        }
        return paths;
    }

    private String restart() {
        var word = fields.value(
                "restart",
                text -> RESTART.contains(text) ? text : null,
                "must be no, always, unless-stopped or on-failure");
        return word == null ? "unless-stopped" : word;
    }

    private @Nullable Long memory() {
        var size = "must be a size like 512m, from 6m";
        var own = fields.value("mem_limit", ComposeValues::bytes, size);
        var limit = limits().value("memory", ComposeValues::bytes, size);
        return own == null ? limit : own;
    }

    private @Nullable Double cpus() {
        var number = "must be a number from 0.01 to 512";
        var own = fields.value("cpus", ComposeValues::cpus, number);
        var limit = limits().value("cpus", ComposeValues::cpus, number);
        return own == null ? limit : own;
    }

    /** Refused keys in it are noted once for each asking, and told once. */
    private ComposeFields limits() {
        return fields.mapping("deploy", Set.of("resources"))
                .mapping("resources", Set.of("limits"))
                .mapping("limits", Set.of("memory", "cpus"));
    }

    private @Nullable ServiceHealth health() {
        if (!fields.has("healthcheck")) {
            return null;
        }
        var health = fields.mapping("healthcheck", HEALTH);
        var test = test(health);
        if (health.flag("disable")) {
            test = List.of("NONE");
        } else if (test.isEmpty()) {
            health.refuse("test", "is missing");
        }
        return new ServiceHealth(
                test,
                health.value("interval", ComposeValues::milliseconds, DURATION),
                health.value("timeout", ComposeValues::milliseconds, DURATION),
                health.value("retries", ComposeValues::retries, "must be a number from 1 to 1000"),
                health.value("start_period", ComposeValues::milliseconds, DURATION));
    }

    private static List<String> test(ComposeFields health) {
        if (!(health.tree("test") instanceof ComposeTree.Sequence)) {
            var line = health.late("test");
            return line == null ? List.of() : List.of("CMD-SHELL", line);
        }
        var words = health.texts("test", true);
        var first = words.isEmpty() ? "" : words.getFirst();
        boolean known = switch (first) {
            case "NONE" -> words.size() == 1;
            case "CMD" -> words.size() > 1;
            case "CMD-SHELL" -> words.size() == 2;
            default -> false;
        };
        if (!known) {
            health.refuse("test", "must be a text, or a list that begins with CMD or CMD-SHELL, or NONE alone");
        }
        return words;
    }

    private Map<String, DependsOn> dependsOn() {
        var needs = new LinkedHashMap<String, DependsOn>();
        if (fields.tree("depends_on") instanceof ComposeTree.Sequence) {
            fields.fixedList("depends_on").forEach(name -> needs.put(name, DependsOn.STARTED));
            return needs;
        }
        var on = fields.mapping("depends_on", null);
        for (var name : new ArrayList<>(on.names())) {
            var condition = on.mapping(name, Set.of("condition"))
                    .value(
                            "condition",
                            ServiceReading::condition,
                            "must be service_started, service_healthy or service_completed_successfully");
            needs.put(name, condition == null ? DependsOn.STARTED : condition);
        }
        return needs;
    }

    private static @Nullable DependsOn condition(String word) {
        for (var condition : DependsOn.values()) {
            if (condition.wire().equals(word)) {
                return condition;
            }
        }
        return null;
    }

    private static @Nullable String matching(Pattern shape, String text) {
        return shape.matcher(text).matches() ? text : null;
    }
}

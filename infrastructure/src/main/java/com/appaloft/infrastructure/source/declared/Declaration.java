package com.appaloft.infrastructure.source.declared;

import com.appaloft.domain.resource.ProjectIdentity;
import com.appaloft.domain.resource.SourceDeclaration;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the file's words into a declaration; the same names as the API's, and a health check has the API's defaults. */
final class Declaration {
    private static final Set<String> ROOT = Set.of("name", "runtime", "network", "health", "dataMarker");
    private static final Set<String> RUNTIME = Set.of(
            "strategy", "dockerfilePath", "command", "memoryMb", "cpus", "volumes", "dataMarker", "registrySecret");
    private static final Set<String> NETWORK = Set.of("internalPort", "exposure", "hostPort");
    private static final Set<String> TIMES =
            Set.of("type", "intervalSeconds", "timeoutSeconds", "retries", "startPeriodSeconds");
    private static final Set<String> HEALTH = Set.of(
            "type",
            "path",
            "expectedStatus",
            "command",
            "intervalSeconds",
            "timeoutSeconds",
            "retries",
            "startPeriodSeconds");
    private static final Map<String, Set<String>> HEALTH_TYPES = Map.of(
            "http", with("path", "expectedStatus"),
            "command", with("command"),
            "image", Set.of("type"),
            "none", Set.of("type"));
    private static final Map<String, RuntimeSpec.Strategy> STRATEGIES =
            byWord(RuntimeSpec.Strategy.values(), RuntimeSpec.Strategy::wire);
    private static final Map<String, NetworkSpec.Exposure> EXPOSURES =
            byWord(NetworkSpec.Exposure.values(), NetworkSpec.Exposure::wire);

    private Declaration() {}

    /** @param origin where the repository came from, if that is known */
    static SourceSighting read(byte[] bytes, @Nullable String origin) {
        var root = YamlTree.read(bytes);
        if (root == null) {
            return new SourceSighting(new ProjectIdentity(null, origin), SourceDeclaration.NOTHING);
        }
        var fields = YamlFields.of(root, "", ROOT);
        var declaration = new SourceDeclaration(
                runtime(fields, root), network(fields.mapping("network", NETWORK)), health(fields));
        return new SourceSighting(new ProjectIdentity(fields.text("name"), origin), declaration);
    }

    private static SourceDeclaration.Runtime runtime(YamlFields root, Node at) {
        var marker = root.text("dataMarker");
        var fields = root.mapping("runtime", RUNTIME);
        if (fields == null) {
            return new SourceDeclaration.Runtime(null, null, null, null, null, null, marker, null);
        }
        var own = fields.text("dataMarker");
        if (own != null && marker != null && !Objects.equals(own, marker)) {
            throw YamlFields.refused(at, "dataMarker and runtime.dataMarker say different things; give one");
        }
        return new SourceDeclaration.Runtime(
                fields.word("strategy", STRATEGIES),
                fields.text("dockerfilePath"),
                fields.texts("command"),
                fields.number("memoryMb"),
                fields.decimal("cpus"),
                fields.list("volumes", Declaration::volume),
                own == null ? marker : own,
                fields.text("registrySecret"));
    }

    private static RuntimeSpec.Volume volume(Node node) {
        var fields = YamlFields.of(node, "runtime.volumes.", Set.of("name", "path"));
        return new RuntimeSpec.Volume(
                fields.needed(fields.text("name"), "name", node), fields.needed(fields.text("path"), "path", node));
    }

    private static SourceDeclaration.Network network(@Nullable YamlFields fields) {
        return fields == null
                ? SourceDeclaration.NOTHING.network()
                : new SourceDeclaration.Network(
                        fields.number("internalPort"), fields.word("exposure", EXPOSURES), fields.number("hostPort"));
    }

    private static @Nullable HealthSpec health(YamlFields root) {
        var node = root.node("health");
        if (node == null) {
            return null;
        }
        var any = YamlFields.of(node, "health.", HEALTH);
        var type = any.needed(any.text("type"), "type", node);
        var known = HEALTH_TYPES.get(type);
        if (known == null) {
            throw YamlFields.refused(node, "health.type must be one of command, http, image, none");
        }
        var fields = YamlFields.of(node, "health.", known);
        return switch (type) {
            case "http" ->
                new HealthSpec.Http(
                        fields.needed(fields.text("path"), "path", node),
                        given(fields, "expectedStatus", 200),
                        given(fields, "intervalSeconds", 2),
                        given(fields, "timeoutSeconds", 2),
                        given(fields, "retries", 5),
                        given(fields, "startPeriodSeconds", 10));
            case "command" ->
                new HealthSpec.Command(
                        fields.needed(fields.texts("command"), "command", node),
                        given(fields, "intervalSeconds", 2),
                        given(fields, "timeoutSeconds", 2),
                        given(fields, "retries", 5),
                        given(fields, "startPeriodSeconds", 10));
            case "image" -> new HealthSpec.Image();
            default -> new HealthSpec.None();
        };
    }

    private static int given(YamlFields fields, String name, int otherwise) {
        var value = fields.number(name);
        return value == null ? otherwise : value;
    }

    private static Set<String> with(String... more) {
        var all = new HashSet<>(TIMES);
        all.addAll(Arrays.asList(more));
        return Set.copyOf(all);
    }

    private static <T> Map<String, T> byWord(T[] values, Function<T, String> word) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(word, v -> v));
    }
}

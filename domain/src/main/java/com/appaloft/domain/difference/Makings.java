package com.appaloft.domain.difference;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.workspace.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a deployment is made of, field by field, in a form in which two can be compared and shown.
 *
 * @param fields stable name to shown value; what is not set has no entry
 */
public record Makings(Map<String, String> fields) {
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"\\\\]+");
    private static final List<String> ORDER = List.of("source", "runtime", "network", "health", "variables", "secrets");

    public Makings {
        fields = Map.copyOf(fields);
    }

    /** What an attempt was made of: its snapshot, or what was asked for where it never had one. */
    public static Makings of(Deployment deployment) {
        var attempt = deployment.attempt();
        var profile = attempt.request().intent().profile();
        var snapshot = attempt.snapshot();
        var fields = new TreeMap<String, String>();
        fields.put("source", profile.source().summary());
        if (snapshot == null) {
            put(fields, profile.runtime(), profile.network(), profile.health());
            put(fields, attempt.request().intent().environment());
        } else {
            put(fields, snapshot.runtime(), snapshot.network(), snapshot.health());
            put(fields, snapshot.environment());
            fields.put("source.content", snapshot.source().identity());
        }
        return new Makings(fields);
    }

    /** What a deployment would be made of now; what its source would turn out to hold is not known before. */
    public static Makings of(Resource resource, Environment environment) {
        var profile = resource.profile();
        var fields = new TreeMap<String, String>();
        fields.put("source", profile.source().summary());
        put(fields, profile.runtime(), profile.network(), profile.health());
        put(fields, new EnvironmentSnapshot(environment.variables(), environment.secrets()));
        return new Makings(fields);
    }

    /** Source first, then runtime, network, health, variables and secrets, each by name. */
    public List<Difference> differences(Makings after) {
        var names = new TreeSet<>(Comparator.comparingInt(Makings::group).thenComparing(Comparator.naturalOrder()));
        names.addAll(fields.keySet());
        names.addAll(after.fields.keySet());
        if (!fields.containsKey("source.content") || !after.fields.containsKey("source.content")) {
            names.remove("source.content");
        }
        var differences = new ArrayList<Difference>();
        for (var name : names) {
            var was = fields.get(name);
            var is = after.fields.get(name);
            if (was == null || !was.equals(is)) {
                differences.add(new Difference(name, was, is));
            }
        }
        return List.copyOf(differences);
    }

    private static int group(String field) {
        int dot = field.indexOf('.');
        return ORDER.indexOf(dot < 0 ? field : field.substring(0, dot));
    }

    private static void put(Map<String, String> fields, RuntimeSpec runtime, NetworkSpec network, HealthSpec health) {
        fields.put("runtime.strategy", runtime.strategy().wire());
        put(fields, "runtime.dockerfilePath", runtime.dockerfilePath());
        putAll(fields, "runtime.command", runtime.command());
        put(fields, "runtime.memoryMb", runtime.memoryMb());
        put(fields, "runtime.cpus", runtime.cpus());
        putAll(
                fields,
                "runtime.volumes",
                runtime.volumes().stream().map(v -> v.name() + ":" + v.path()).toList());
        put(fields, "runtime.dataMarker", runtime.dataMarker());
        put(fields, "runtime.registrySecret", runtime.registrySecret());
        put(fields, "network.internalPort", network.internalPort());
        fields.put("network.exposure", network.exposure().wire());
        put(fields, "network.hostPort", network.hostPort());
        put(fields, health);
    }

    private static void put(Map<String, String> fields, HealthSpec health) {
        switch (health) {
            case HealthSpec.Http h -> {
                fields.put("health.type", "http");
                fields.put("health.path", h.path());
                put(fields, "health.expectedStatus", h.expectedStatus());
                times(fields, h.intervalSeconds(), h.timeoutSeconds(), h.retries(), h.startPeriodSeconds());
            }
            case HealthSpec.Command h -> {
                fields.put("health.type", "command");
                putAll(fields, "health.command", h.command());
                times(fields, h.intervalSeconds(), h.timeoutSeconds(), h.retries(), h.startPeriodSeconds());
            }
            case HealthSpec.Image h -> fields.put("health.type", "image");
            case HealthSpec.None h -> fields.put("health.type", "none");
        }
    }

    private static void times(Map<String, String> fields, int interval, int timeout, int retries, int startPeriod) {
        put(fields, "health.intervalSeconds", interval);
        put(fields, "health.timeoutSeconds", timeout);
        put(fields, "health.retries", retries);
        put(fields, "health.startPeriodSeconds", startPeriod);
    }

    private static void put(Map<String, String> fields, EnvironmentSnapshot configuration) {
        configuration.variables().forEach((name, value) -> fields.put("variables." + name, value));
        configuration.secrets().forEach((name, version) -> fields.put("secrets." + name, "version " + version));
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    private static void putAll(Map<String, String> fields, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            fields.put(name, values.stream().map(Makings::word).collect(Collectors.joining(" ")));
        }
    }

    /** As a shell would have it, so that different lists never look the same. */
    private static String word(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

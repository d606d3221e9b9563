package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.runtime.RuntimeSpec.Strategy;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.source.Source;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a resource runs, as requests and answers show it (API.md {@code runtime}). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuntimeFields(
        @Nullable String strategy,
        @Nullable String dockerfilePath,
        @Nullable List<String> command,
        @Nullable Integer memoryMb,
        @Nullable Double cpus,
        @Nullable List<VolumeFields> volumes,
        @Nullable String dataMarker,
        @Nullable String registrySecret) {
    private static final Map<String, Strategy> STRATEGIES = new TreeMap<>(Map.of(
            Strategy.PREBUILT_IMAGE.wire(), Strategy.PREBUILT_IMAGE,
            Strategy.DOCKERFILE.wire(), Strategy.DOCKERFILE,
            Strategy.STATIC.wire(), Strategy.STATIC,
            Strategy.COMPOSE.wire(), Strategy.COMPOSE));
    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final int LEAST_MEMORY_MB = 6;
    private static final int MOST_MEMORY_MB = 16_777_216;
    private static final int MOST_CPUS = 512;

    /** A named volume and where it is mounted. */
    public record VolumeFields(
            @Nullable String name, @Nullable String path) {}

    public static RuntimeFields of(RuntimeSpec runtime) {
        return new RuntimeFields(
                runtime.strategy().wire(),
                runtime.dockerfilePath(),
                runtime.command(),
                runtime.memoryMb(),
                runtime.cpus(),
                runtime.volumes().stream()
                        .map(v -> new VolumeFields(v.name(), v.path()))
                        .toList(),
                runtime.dataMarker(),
                runtime.registrySecret());
    }

    /** What a source needs where nothing is said. */
    static RuntimeSpec otherwise(Source source) {
        return RuntimeSpec.of(ProfileRules.strategyFor(source));
    }

    RuntimeSpec read(Source source) {
        if (cpus != null && (cpus.isNaN() || cpus < 0.01 || cpus > MOST_CPUS)) {
            throw Problem.invalid("/runtime/cpus", "Give a number of CPUs from 0.01 to 512.")
                    .asRefusal();
        }
        var arguments = command == null ? List.<String>of() : command;
        for (int i = 0; i < arguments.size(); i++) {
            Checks.text(arguments.get(i), "/runtime/command/" + i);
        }
        return new RuntimeSpec(
                strategy == null
                        ? otherwise(source).strategy()
                        : Checks.oneOf(strategy, STRATEGIES, "/runtime/strategy"),
                dockerfilePath == null ? null : Checks.text(dockerfilePath, "/runtime/dockerfilePath"),
                arguments,
                Checks.betweenIfGiven(memoryMb, LEAST_MEMORY_MB, MOST_MEMORY_MB, "/runtime/memoryMb"),
                cpus,
                readVolumes(),
                dataMarker == null ? null : Checks.name(dataMarker, "/runtime/dataMarker"),
                registrySecret == null ? null : Checks.text(registrySecret, "/runtime/registrySecret"));
    }

    private List<RuntimeSpec.Volume> readVolumes() {
        var given = volumes == null ? List.<VolumeFields>of() : volumes;
        return IntStream.range(0, given.size())
                .mapToObj(i -> volume(Checks.present(given.get(i), "/runtime/volumes/" + i), "/runtime/volumes/" + i))
                .toList();
    }

    private static RuntimeSpec.Volume volume(VolumeFields fields, String pointer) {
        var name = Checks.text(fields.name(), pointer + "/name");
        var path = Checks.text(fields.path(), pointer + "/path");
        if (!VOLUME.matcher(name).matches()) {
            throw Problem.invalid(
                            pointer + "/name",
                            "A volume's name has letters, digits, _ . and -; folders of the server are not mounted.")
                    .asRefusal();
        }
        if (!path.startsWith("/") || path.contains(":") || path.contains("..")) {
            throw Problem.invalid(pointer + "/path", "A volume is mounted at an absolute path of the container.")
                    .asRefusal();
        }
        return new RuntimeSpec.Volume(name, path);
    }
}

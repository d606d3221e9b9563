package com.appaloft.domain.runtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a resource is turned into a workload (API.md {@code runtime}).
 *
 * @param command overrides the image's command; empty keeps it
 * @param memoryMb memory limit in MiB
 * @param cpus CPU limit in cores, e.g. 0.5
 * @param dataMarker schema version or migration id of the data the workload expects; candidates with another marker cannot be
 *     rolled back to
 * @param registrySecret name of the environment's secret that holds the logins of every registry that images come from
 */
public record RuntimeSpec(
        Strategy strategy,
        @Nullable String dockerfilePath,
        List<String> command,
        @Nullable Integer memoryMb,
        @Nullable Double cpus,
        List<Volume> volumes,
        @Nullable String dataMarker,
        @Nullable String registrySecret) {

    public RuntimeSpec {
        command = List.copyOf(command);
        volumes = List.copyOf(volumes);
    }

    /** How the image comes to be. */
    public enum Strategy {
        PREBUILT_IMAGE("prebuilt-image"),
        DOCKERFILE("dockerfile"),
        /** The files and a static server become the image. */
        STATIC("static"),
        /** A compose file says which services there are and how each of them comes to be. */
        COMPOSE("compose");

        private final String wire;

        Strategy(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /**
     * A volume of the resource's own, mounted into the workload that serves; a trial's is fresh. Never touched by recovery.
     *
     * @param name what the resource calls it; another resource's of the same name is another volume
     * @param path absolute path in the container
     */
    public record Volume(String name, String path) {}

    public RuntimeSpec with(Strategy other) {
        return new RuntimeSpec(other, dockerfilePath, command, memoryMb, cpus, volumes, dataMarker, registrySecret);
    }

    /** Whether nothing is said of how a container comes to be and runs. */
    public boolean saysNoContainer() {
        return equals(new RuntimeSpec(strategy, null, List.of(), null, null, List.of(), dataMarker, registrySecret));
    }

    public RuntimeSpec withoutVolumes() {
        return new RuntimeSpec(
                strategy, dockerfilePath, command, memoryMb, cpus, List.of(), dataMarker, registrySecret);
    }

    /**
     * Names of the secrets that open what a workload is made from. They are there for that alone: no process and no file gets them.
     *
     * @param ofSource the one that the source itself names
     */
    public Set<String> openers(@Nullable String ofSource) {
        return Stream.concat(Stream.ofNullable(ofSource), Stream.ofNullable(registrySecret))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static RuntimeSpec of(Strategy strategy) {
        return new RuntimeSpec(strategy, null, List.of(), null, null, List.of(), null, null);
    }
}

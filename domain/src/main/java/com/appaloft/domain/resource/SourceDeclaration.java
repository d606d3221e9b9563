package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a source itself says about how it is to be run ({@code appaloft.yml}); what it does not say is the profile's. */
public record SourceDeclaration(
        Runtime runtime, Network network, @Nullable HealthSpec health) {
    public static final SourceDeclaration NOTHING = new SourceDeclaration(Runtime.NOTHING, Network.NOTHING, null);

    /** The declared part of {@link RuntimeSpec}. */
    public record Runtime(
            RuntimeSpec.@Nullable Strategy strategy,
            @Nullable String dockerfilePath,
            @Nullable List<String> command,
            @Nullable Integer memoryMb,
            @Nullable Double cpus,
            @Nullable List<RuntimeSpec.Volume> volumes,
            @Nullable String dataMarker,
            @Nullable String registrySecret) {
        static final Runtime NOTHING = new Runtime(null, null, null, null, null, null, null, null);

        RuntimeSpec over(RuntimeSpec now) {
            return new RuntimeSpec(
                    strategy == null ? now.strategy() : strategy,
                    dockerfilePath == null ? now.dockerfilePath() : dockerfilePath,
                    command == null ? now.command() : command,
                    memoryMb == null ? now.memoryMb() : memoryMb,
                    cpus == null ? now.cpus() : cpus,
                    volumes == null ? now.volumes() : volumes,
                    dataMarker == null ? now.dataMarker() : dataMarker,
                    registrySecret == null ? now.registrySecret() : registrySecret);
        }
    }

    /** The declared part of {@link NetworkSpec}. */
    public record Network(
            @Nullable Integer internalPort,
            NetworkSpec.@Nullable Exposure exposure,
            @Nullable Integer hostPort) {
        static final Network NOTHING = new Network(null, null, null);

        NetworkSpec over(NetworkSpec now) {
            return new NetworkSpec(
                    internalPort == null ? now.internalPort() : internalPort,
                    exposure == null ? now.exposure() : exposure,
                    hostPort == null ? now.hostPort() : hostPort);
        }
    }

    /** The profile as the source wants it, of the same version. */
    public Profile over(Profile now) {
        return new Profile(
                now.version(),
                now.source(),
                runtime.over(now.runtime()),
                network.over(now.network()),
                health == null ? now.health() : health);
    }

    /** One sentence for each field in which the profile is not as the source wants it. */
    public List<String> differences(Profile now) {
        var wanted = over(now);
        var found = new ArrayList<String>();
        differ(
                found,
                "runtime.strategy",
                wanted.runtime().strategy().wire(),
                now.runtime().strategy().wire());
        differ(
                found,
                "runtime.dockerfilePath",
                wanted.runtime().dockerfilePath(),
                now.runtime().dockerfilePath());
        differ(
                found,
                "runtime.command",
                wanted.runtime().command(),
                now.runtime().command());
        differ(
                found,
                "runtime.memoryMb",
                wanted.runtime().memoryMb(),
                now.runtime().memoryMb());
        differ(found, "runtime.cpus", wanted.runtime().cpus(), now.runtime().cpus());
        differ(found, "runtime.volumes", volumes(wanted), volumes(now));
        differ(
                found,
                "runtime.dataMarker",
                wanted.runtime().dataMarker(),
                now.runtime().dataMarker());
        differ(
                found,
                "runtime.registrySecret",
                wanted.runtime().registrySecret(),
                now.runtime().registrySecret());
        differ(
                found,
                "network.internalPort",
                wanted.network().internalPort(),
                now.network().internalPort());
        differ(
                found,
                "network.exposure",
                wanted.network().exposure().wire(),
                now.network().exposure().wire());
        differ(
                found,
                "network.hostPort",
                wanted.network().hostPort(),
                now.network().hostPort());
        differ(found, "health", wanted.health(), now.health());
        return List.copyOf(found);
    }

    private static List<String> volumes(Profile profile) {
        return profile.runtime().volumes().stream()
                .map(v -> v.name() + ":" + v.path())
                .toList();
    }

    private static void differ(List<String> found, String field, @Nullable Object wanted, @Nullable Object now) {
        if (!Objects.equals(wanted, now)) {
            found.add(field + " is " + wanted + " in the source and " + (now == null ? "not set" : now)
                    + " in the profile");
        }
    }
}

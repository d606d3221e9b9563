package com.appaloft.api.deployment;

import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.ResolvedSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All an attempt was made of, as answers show it; of secrets the versions only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotAnswer(
        String id,
        SourceAnswer source,
        RuntimeAnswer runtime,
        NetworkAnswer network,
        String health,
        EnvironmentAnswer environment,
        String serverId,
        String destinationId,
        int profileVersion) {

    /** @param identity the immutable content: an image id or an archive's digest */
    record SourceAnswer(String kind, String locator, String identity) {
        static SourceAnswer of(ResolvedSource source) {
            return new SourceAnswer(
                    switch (source) {
                        case ResolvedSource.Image i -> "docker-image";
                        case ResolvedSource.Folder f -> "local-folder";
                    },
                    source.locator(),
                    source.identity());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuntimeAnswer(
            String strategy,
            @Nullable Integer memoryMb,
            @Nullable Double cpus,
            @Nullable String dataMarker,
            int volumes) {
        static RuntimeAnswer of(RuntimeSpec runtime) {
            return new RuntimeAnswer(
                    runtime.strategy().wire(),
                    runtime.memoryMb(),
                    runtime.cpus(),
                    runtime.dataMarker(),
                    runtime.volumes().size());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NetworkAnswer(
            String exposure,
            @Nullable Integer internalPort,
            @Nullable Integer hostPort) {
        static NetworkAnswer of(NetworkSpec network) {
            return new NetworkAnswer(network.exposure().wire(), network.internalPort(), network.hostPort());
        }
    }

    record EnvironmentAnswer(Map<String, String> variables, Map<String, Integer> secrets) {}

    static SnapshotAnswer of(Snapshot snapshot) {
        return new SnapshotAnswer(
                snapshot.id().value(),
                SourceAnswer.of(snapshot.source()),
                RuntimeAnswer.of(snapshot.runtime()),
                NetworkAnswer.of(snapshot.network()),
                health(snapshot.health()),
                new EnvironmentAnswer(
                        new TreeMap<>(snapshot.environment().variables()),
                        new TreeMap<>(snapshot.environment().secrets())),
                snapshot.serverId().value(),
                snapshot.destinationId().value(),
                snapshot.profileVersion());
    }

    private static String health(HealthSpec health) {
        return switch (health) {
            case HealthSpec.Http h -> "http " + h.path();
            case HealthSpec.Command c -> "command";
            case HealthSpec.Image i -> "image";
            case HealthSpec.None n -> "none";
        };
    }
}

package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a resource is reached, as requests and answers show it (API.md {@code network}). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkFields(
        @Nullable Integer internalPort,
        @Nullable String exposure,
        @Nullable Integer hostPort) {
    private static final int LAST_PORT = 65_535;
    private static final Map<String, Exposure> EXPOSURES = Arrays.stream(Exposure.values())
            .collect(Collectors.toMap(Exposure::wire, Function.identity(), (a, b) -> a, TreeMap::new));

    public static NetworkFields of(NetworkSpec network) {
        return new NetworkFields(network.internalPort(), network.exposure().wire(), network.hostPort());
    }

    NetworkSpec read() {
        return new NetworkSpec(
                Checks.betweenIfGiven(internalPort, 1, LAST_PORT, "/network/internalPort"),
                exposure == null ? Exposure.NONE : Checks.oneOf(exposure, EXPOSURES, "/network/exposure"),
                Checks.betweenIfGiven(hostPort, 1, LAST_PORT, "/network/hostPort"));
    }
}

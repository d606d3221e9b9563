package com.appaloft.infrastructure.runtime.docker;

/**
 * How this installation uses the local engine.
 *
 * @param host {@code unix:///var/run/docker.sock} or {@code tcp://…}
 * @param directPortHost the address on which serving workloads publish their port
 * @param stopGraceSeconds how long a serving workload may take to end by itself
 * @param classicBuilder builds without BuildKit
 */
public record EngineSettings(String host, String directPortHost, int stopGraceSeconds, boolean classicBuilder) {
    /** Where a published port is reached from this very server. */
    String reachableHost() {
        return switch (directPortHost) {
            case "0.0.0.0", "" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> directPortHost;
        };
    }
}

package com.appaloft.domain.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a workload is reached (API.md {@code network}).
 *
 * @param internalPort TCP port the process listens on inside the container; absent when nothing listens
 * @param hostPort TCP port on the server for {@link Exposure#DIRECT_PORT}; absent lets the server choose one
 */
public record NetworkSpec(
        @Nullable Integer internalPort,
        Exposure exposure,
        @Nullable Integer hostPort) {
    public static final NetworkSpec NONE = new NetworkSpec(null, Exposure.NONE, null);

    /** Who can reach the workload. */
    public enum Exposure {
        NONE("none"),
        DIRECT_PORT("direct-port"),
        /** By a name of its own, through the proxy of its server. */
        GENERATED("generated");

        private final String wire;

        Exposure(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}

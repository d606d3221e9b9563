package com.appaloft.domain.shared;

/** Identity of a runtime slot: one resource in one environment on one target. */
public record SlotId(String value) implements Identifier {
    public static final String PREFIX = "slot_";

    public SlotId {
        Identifier.require(PREFIX, value);
    }

    /** The slot that these three share; the same three always name the same slot. */
    public static SlotId of(ResourceId resource, EnvironmentId environment, ServerId server) {
        return new SlotId(PREFIX + tail(resource) + "_" + tail(environment) + "_" + tail(server));
    }

    private static String tail(Identifier id) {
        return id.value().substring(id.value().indexOf('_') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}

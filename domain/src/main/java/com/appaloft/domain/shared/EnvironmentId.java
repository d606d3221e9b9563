package com.appaloft.domain.shared;

/** Identity of an environment. */
public record EnvironmentId(String value) implements Identifier {
    public static final String PREFIX = "env_";

    public EnvironmentId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.appaloft.domain.shared;

/** Identity of a deployment target. */
public record ServerId(String value) implements Identifier {
    public static final String PREFIX = "srv_";

    public ServerId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.appaloft.domain.shared;

/** Identity of a resource. */
public record ResourceId(String value) implements Identifier {
    public static final String PREFIX = "res_";

    public ResourceId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

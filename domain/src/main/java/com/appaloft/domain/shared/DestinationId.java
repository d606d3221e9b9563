package com.appaloft.domain.shared;

/** Identity of a named place on a server (its Docker network). */
public record DestinationId(String value) implements Identifier {
    public static final String PREFIX = "dst_";

    public DestinationId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

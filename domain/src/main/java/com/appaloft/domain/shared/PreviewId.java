package com.appaloft.domain.shared;

/** Identity of a preview: one name of one resource, however often it is cleaned up and created again. */
public record PreviewId(String value) implements Identifier {
    public static final String PREFIX = "pvw_";

    public PreviewId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

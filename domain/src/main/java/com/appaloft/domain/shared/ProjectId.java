package com.appaloft.domain.shared;

/** Identity of a project. */
public record ProjectId(String value) implements Identifier {
    public static final String PREFIX = "prj_";

    public ProjectId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

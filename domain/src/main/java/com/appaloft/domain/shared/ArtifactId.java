package com.appaloft.domain.shared;

/** Identity of what runs on one server, by content and never by tag. */
public record ArtifactId(String value) implements Identifier {
    public static final String PREFIX = "art_";

    public ArtifactId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

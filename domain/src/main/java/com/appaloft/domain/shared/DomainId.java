package com.appaloft.domain.shared;

/** Identity of a custom domain: the same name is always the same, however often it is removed and added again. */
public record DomainId(String value) implements Identifier {
    public static final String PREFIX = "dom_";

    public DomainId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

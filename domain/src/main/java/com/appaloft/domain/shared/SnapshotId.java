package com.appaloft.domain.shared;

/** Identity of all that an attempt was made of, frozen. */
public record SnapshotId(String value) implements Identifier {
    public static final String PREFIX = "snap_";

    public SnapshotId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.appaloft.domain.difference;

import org.jspecify.annotations.Nullable;

/**
 * One field that differs.
 *
 * @param field stable name, e.g. {@code runtime.memoryMb} or {@code secrets.TOKEN}
 * @param before absent where it was not there; a secret shows its version, never its value
 * @param after absent where it is not there
 */
public record Difference(
        String field, @Nullable String before, @Nullable String after) {

    /** How it differs. */
    public enum Change {
        ADDED("added"),
        REMOVED("removed"),
        CHANGED("changed");

        private final String wire;

        Change(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public Change change() {
        if (before == null) {
            return Change.ADDED;
        }
        return after == null ? Change.REMOVED : Change.CHANGED;
    }
}

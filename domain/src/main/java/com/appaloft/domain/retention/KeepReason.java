package com.appaloft.domain.retention;

/** Why an artifact stays on its server. */
public enum KeepReason {
    PINNED("pinned"),
    SERVING_NOW("serving-now"),
    USED_BY_CONTAINER("used-by-container"),
    ATTEMPT_ACTIVE("attempt-active"),
    HOST_NOT_ASKED("host-not-asked"),
    RETAINED_BY_POLICY("retained-by-policy"),
    LAST_KNOWN_GOOD("last-known-good"),
    NEWEST_ATTEMPT("newest-attempt");

    private final String wire;

    KeepReason(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

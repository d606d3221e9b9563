package com.appaloft.domain.preview;

/** Why a preview is cleaned up. */
public enum CleanupCause {
    REQUESTED("requested"),
    EXPIRED("expired");

    private final String wire;

    CleanupCause(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

package com.appaloft.domain.deployment;

import java.util.Arrays;
import java.util.Optional;

/** Where an attempt stands; the last five are terminal and final. */
public enum Status {
    CREATED("created", false),
    PLANNING("planning", false),
    PLANNED("planned", false),
    RUNNING("running", false),
    CANCEL_REQUESTED("cancel-requested", false),
    SUCCEEDED("succeeded", true),
    FAILED("failed", true),
    CANCELED("canceled", true),
    INTERRUPTED("interrupted", true),
    ROLLED_BACK("rolled-back", true);

    private final String wire;
    private final boolean terminal;

    Status(String wire, boolean terminal) {
        this.wire = wire;
        this.terminal = terminal;
    }

    public String wire() {
        return wire;
    }

    public boolean terminal() {
        return terminal;
    }

    public static Optional<Status> ofWire(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire.equals(wire)).findFirst();
    }
}

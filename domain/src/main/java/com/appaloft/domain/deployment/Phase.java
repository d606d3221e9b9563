package com.appaloft.domain.deployment;

/** The parts of an attempt's life, in order. */
public enum Phase {
    DETECT("detect"),
    PLAN("plan"),
    EXECUTE("execute"),
    VERIFY("verify"),
    CUT_OVER("cut-over");

    private final String wire;

    Phase(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

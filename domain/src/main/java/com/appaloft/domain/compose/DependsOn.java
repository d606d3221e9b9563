package com.appaloft.domain.compose;

/** What must be true of a service before another one that depends on it is started. */
public enum DependsOn {
    STARTED("service_started"),
    HEALTHY("service_healthy"),
    COMPLETED_SUCCESSFULLY("service_completed_successfully");

    private final String wire;

    DependsOn(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

package com.appaloft.domain.retention;

/** Why an archived attempt may not be pruned (mission page: what prune never deletes). */
public enum PruneGuard {
    REFERENCED_AS_SOURCE("referenced-as-source"),
    REFERENCED_BY_RETRY("referenced-by-retry"),
    REFERENCED_BY_ROLLBACK("referenced-by-rollback"),
    REFERENCED_AS_ROLLBACK_CANDIDATE("referenced-as-rollback-candidate"),
    REFERENCED_BY_SUPERSEDE("referenced-by-supersede"),
    PROVIDER_LOG_RETAINED("provider-log-retained"),
    RUNTIME_LOG_RETAINED("runtime-log-retained"),
    RUNTIME_CONTROL_RETAINED("runtime-control-retained"),
    SERVING_NOW("serving-now"),
    LAST_KNOWN_GOOD("last-known-good"),
    ARTIFACT_PINNED("artifact-pinned");

    private final String wire;

    PruneGuard(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

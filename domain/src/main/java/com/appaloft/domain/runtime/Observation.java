package com.appaloft.domain.runtime;

/** What was last seen of an artifact on its server; unknown is never ready. */
public enum Observation {
    PRESENT("present"),
    MISSING("missing"),
    /** The content is gone and the tag that kept it now names other content. */
    OTHER_CONTENT("missing"),
    UNKNOWN("unknown");

    private final String wire;

    Observation(String wire) {
        this.wire = wire;
    }

    /** The word clients see: present, missing or unknown. */
    public String wire() {
        return wire;
    }
}

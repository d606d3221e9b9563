package com.appaloft.domain.runtime;

import java.util.Collection;
import java.util.List;

/** What was last seen of an artifact on its server; unknown is never ready. */
public enum Observation {
    PRESENT("present"),
    MISSING("missing"),
    /** The content is gone and the tag that kept it now names other content. */
    OTHER_CONTENT("missing"),
    UNKNOWN("unknown");

    private final String wire;

    /** What is true of the whole where these were seen of its parts: it is there only if all of them are. */
    public static Observation ofAll(Collection<Observation> parts) {
        for (var worst : List.of(MISSING, OTHER_CONTENT, UNKNOWN)) {
            if (parts.contains(worst)) {
                return worst;
            }
        }
        return PRESENT;
    }

    Observation(String wire) {
        this.wire = wire;
    }

    /** The word clients see: present, missing or unknown. */
    public String wire() {
        return wire;
    }
}

package com.appaloft.domain.compose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compose file as it was written, before anything is believed of it. */
public sealed interface ComposeTree {
    /** Keys in the order they were written. */
    record Mapping(Map<String, ComposeTree> entries) implements ComposeTree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    record Sequence(List<ComposeTree> items) implements ComposeTree {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** @param text as it was written, so that 1.10 stays 1.10 */
    record Scalar(String text, Kind kind) implements ComposeTree {}

    /** What a scalar was written as. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }
}

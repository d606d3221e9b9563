package com.appaloft.infrastructure.source.compose;

import com.appaloft.application.port.BackendFailure;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Refuses what makes YAML more than text, while it streams by and nothing is built of it. */
final class YamlEvents {
    /** Deeper than {@link YamlComposeTexts} composes; the parser itself has no limit. */
    private static final int DEEPEST = 64;

    private YamlEvents() {}

    static void mustBePlain(Iterable<Event> events, String file) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor() != null) {
                throw refused(event, file, "uses an anchor or alias; write the value out");
            }
            if (tagged(event)) {
                throw refused(event, file, "uses a tag; write a plain value");
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw refused(event, file, "is nested too deep");
            }
            if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                depth--;
            }
        }
    }

    private static boolean tagged(Event event) {
        return event instanceof ScalarEvent scalar && scalar.getTag() != null
                || event instanceof CollectionStartEvent collection && collection.getTag() != null;
    }

    private static BackendFailure refused(Event event, String file, String what) {
        return YamlComposeTexts.invalid(file, event.getStartMark().getLine(), what);
    }
}

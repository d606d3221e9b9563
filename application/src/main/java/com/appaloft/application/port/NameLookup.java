package com.appaloft.application.port;

import java.util.Set;

/** Asks the domain name system, as visitors' machines do. */
public interface NameLookup {
    /** What it said of a name. */
    sealed interface Answer {
        /** @param addresses every IPv4 and IPv6 address it has, as text */
        record Addresses(Set<String> addresses) implements Answer {
            public Addresses {
                addresses = Set.copyOf(addresses);
            }
        }

        /** @param words why there is none, e.g. that the name does not exist */
        record None(String words) implements Answer {}

        /** @param words why nobody knows, e.g. that no name server answered */
        record Unknown(String words) implements Answer {}
    }

    /** Asks anew each time. Never throws. */
    Answer of(String host);
}

package com.appaloft.infrastructure.proxy.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.OptionalInt;

/** By which a Caddy is told what to do, and asked what it does. */
interface CaddyControl {
    /** Replaces all of its configuration; what is under way goes on by the one before. */
    void load(JsonNode config) throws IOException;

    /** All of its configuration; null's node where there is none. */
    JsonNode config() throws IOException;

    /** How many requests it has under way to this upstream; empty where nobody tells. */
    OptionalInt underWay(String upstream) throws IOException;

    /** @param upstreams as Caddy's admin API tells what is under way to each */
    static int counted(JsonNode upstreams, String upstream) {
        for (var known : upstreams) {
            if (known.path("address").asText().equals(upstream)) {
                return known.path("num_requests").asInt();
            }
        }
        return 0;
    }

    /** It answered, but not what was asked for. */
    final class Refused extends IOException {
        Refused(String words) {
            super("Caddy's admin API answered: " + words);
        }
    }

    /** It could not even be asked this way; nothing was done. */
    final class NoWay extends IOException {
        NoWay(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** By the one way, or where that does not lead to it, by the other. */
    static CaddyControl either(CaddyControl one, CaddyControl other) {
        return new CaddyControl() {
            @Override
            public void load(JsonNode config) throws IOException {
                try {
                    one.load(config);
                } catch (NoWay e) {
                    other.load(config);
                }
            }

            @Override
            public JsonNode config() throws IOException {
                try {
                    return one.config();
                } catch (NoWay e) {
                    return other.config();
                }
            }

            @Override
            public OptionalInt underWay(String upstream) throws IOException {
                try {
                    return one.underWay(upstream);
                } catch (NoWay e) {
                    return other.underWay(upstream);
                }
            }
        };
    }
}

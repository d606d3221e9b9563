package com.appaloft.domain.access;

import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.runtime.ContentIdentity;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The name under which a resource, or a preview of it, is visited: {@code <resource>.<environment>.<server's domain>}. */
public final class GeneratedHost {
    /** RFC 1035, section 2.3.4. */
    private static final int LONGEST_LABEL = 63;

    private static final int TAIL = 8;
    /** Nobody meets so many whose names are made alike. */
    private static final int TURNS = 16;

    private GeneratedHost() {}

    /** @param domain of the server, e.g. {@code apps.example.com} or {@code localhost} */
    public static String of(String resource, String environment, @Nullable PreviewName preview, String domain) {
        var host = label(resource) + "." + label(environment) + "." + domain;
        return preview == null ? host : label(preview.type().wire() + "-" + preview.id()) + "." + host;
    }

    /**
     * The same name where somebody else has it already.
     *
     * @param whose tells one from another; another turn gives another name
     */
    public static String apart(String host, String whose, int turn) {
        int dot = host.indexOf('.');
        var first = host.substring(0, dot);
        var tail = "-" + ContentIdentity.fingerprint(whose + "|" + turn).substring(0, TAIL);
        return first.substring(0, Math.min(first.length(), LONGEST_LABEL - tail.length())) + tail + host.substring(dot);
    }

    /** Whether this name is that one, or that one told apart for them. @param whose as {@link #apart} was told */
    public static boolean isOf(String host, String whose, String name) {
        return name.equals(host)
                || IntStream.range(0, TURNS)
                        .anyMatch(turn -> apart(host, whose, turn).equals(name));
    }

    /** Small letters, digits and single dashes inside; whatever else there is becomes a dash. */
    private static String label(String text) {
        var plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        if (plain.isEmpty()) {
            return "app";
        }
        return plain.substring(0, Math.min(plain.length(), LONGEST_LABEL)).replaceAll("-+$", "");
    }
}

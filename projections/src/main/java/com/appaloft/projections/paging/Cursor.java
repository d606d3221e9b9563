package com.appaloft.projections.paging;

import com.appaloft.domain.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** The last row somebody has seen of a list that is ordered by time and id. */
public record Cursor(Instant at, String id) {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The opaque form clients carry. */
    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #encoded} wrote; anything else is refused as an invalid request. */
    public static Cursor decoded(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 2);
            if (parts.length == 2 && parts[1].indexOf('\u0000') < 0) {
                var at = Instant.parse(parts[0]);
                if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
                    return new Cursor(at, parts[1]);
                }
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw refused();
        }
        throw refused();
    }

    private static RuntimeException refused() {
        return Problem.invalid("/cursor", "This is no cursor of this list: ask again without one.")
                .asRefusal();
    }
}

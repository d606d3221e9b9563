package com.appaloft.projections.paging;

import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;

/** The last row somebody has seen of a list that is ordered by time and id. */
public record Cursor(Instant at, String id) {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The opaque form clients carry. */
    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #encoded} wrote of such a list; anything else is refused as an invalid request.
     *
     * @param identity makes the id of a row, or throws where it is none
     */
    public static Cursor decoded(String text, Function<String, ? extends Identifier> identity) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 2);
            if (parts.length == 2) {
                var at = Instant.parse(parts[0]);
                if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
                    return new Cursor(at, identity.apply(parts[1]).value());
                }
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw refused();
        }
        throw refused();
    }

    private static RuntimeException refused() {
        return Problem.invalid("/cursor", "This is no cursor of this list: ask again without cursor.")
                .asRefusal();
    }
}

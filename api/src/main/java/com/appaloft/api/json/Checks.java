package com.appaloft.api.json;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What requests must hold, each refusal naming the field and the next step. */
public final class Checks {
    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_NAME = 63;
    private static final Pattern POSITION = Pattern.compile("-1|[0-9]{1,18}");
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);
    public static final int LARGEST_PAGE = 100;

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Checks() {}

    public static <T> T present(@Nullable T value, String pointer) {
        if (value == null) {
            throw invalid(pointer, "The field " + pointer + " is missing.");
        }
        return value;
    }

    /** Not blank, at most 4,096 characters, without control characters. */
    public static String text(@Nullable String value, String pointer) {
        var text = present(value, pointer);
        if (text.isBlank() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(pointer, "Give 1 to 4096 characters without control characters at " + pointer + ".");
        }
        return text;
    }

    public static String name(@Nullable String value, String pointer) {
        var name = text(value, pointer);
        if (name.length() > LONGEST_NAME) {
            throw invalid(pointer, "A name has at most 63 characters.");
        }
        return name;
    }

    public static int between(int value, int least, int most, String pointer) {
        if (value < least || value > most) {
            throw invalid(pointer, "Give a number from " + least + " to " + most + " at " + pointer + ".");
        }
        return value;
    }

    public static @Nullable Integer betweenIfGiven(@Nullable Integer value, int least, int most, String pointer) {
        return value == null ? null : Integer.valueOf(between(value, least, most, pointer));
    }

    /** One of the words, or a refusal that lists them. */
    public static <T> T oneOf(@Nullable String value, Map<String, T> words, String pointer) {
        var found = words.get(present(value, pointer));
        if (found == null) {
            throw invalid(pointer, "Choose one of " + String.join(", ", words.keySet()) + " at " + pointer + ".");
        }
        return found;
    }

    /** An id of the request body; a wrong shape is a wrong request. */
    public static <T> T id(@Nullable String value, Function<String, T> make, String pointer) {
        try {
            return make.apply(present(value, pointer));
        } catch (IllegalArgumentException e) {
            throw invalid(pointer, "That is not an id of the kind needed at " + pointer + ".");
        }
    }

    public static <T> @Nullable T idIfGiven(@Nullable String value, Function<String, T> make, String pointer) {
        return value == null ? null : id(value, make, pointer);
    }

    /** An id of the path; a wrong shape names nothing. */
    public static <T> T pathId(String value, Function<String, T> make, String noun) {
        try {
            return make.apply(value);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such " + noun + "; list them to find the right id.")
                    .asRefusal();
        }
    }

    /** A body may repeat an id of the path if it is equal; a different one is refused, never obeyed. */
    public static void same(@Nullable String repeated, String path, String pointer) {
        if (repeated != null && !repeated.equals(path)) {
            throw new Problem(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "The body names another id than the path at " + pointer + "; nothing was changed.",
                            pointer,
                            List.of())
                    .asRefusal();
        }
    }

    public static @Nullable Instant instantIfGiven(@Nullable String value, String pointer) {
        return value == null ? null : instant(value, pointer);
    }

    /** An instant with its offset and a year of four digits (RFC 3339). */
    public static Instant instant(String value, String pointer) {
        try {
            var given = OffsetDateTime.parse(value).toInstant();
            if (!given.isBefore(EARLIEST) && !given.isAfter(LATEST)) {
                return given;
            }
        } catch (DateTimeException e) {
            throw noInstant(pointer);
        }
        throw noInstant(pointer);
    }

    private static Refusal noInstant(String pointer) {
        return invalid(pointer, "Give an instant with its offset, such as 2026-01-31T12:00:00Z, at " + pointer + ".");
    }

    /** A place in a sequence, as a cursor carries it; before the first one where none is given. */
    public static long position(@Nullable String cursor, String name) {
        if (cursor == null) {
            return -1;
        }
        if (!POSITION.matcher(cursor).matches()) {
            throw invalid(name, "This is no cursor of this list: ask again without " + name + ".");
        }
        return Long.parseLong(cursor);
    }

    /** {@code true} or {@code false}, nothing else. */
    public static boolean flag(@Nullable String value, boolean otherwise, String name) {
        return value == null ? otherwise : oneOf(value, FLAGS, name);
    }

    public static int pageSize(@Nullable Integer limit, int otherwise) {
        return limit == null ? otherwise : between(limit, 1, LARGEST_PAGE, "limit");
    }

    /** What names a field of the body is a JSON pointer; what names a parameter is not. */
    private static Refusal invalid(String where, String detail) {
        return where.startsWith("/")
                ? Problem.invalid(where, detail).asRefusal()
                : Problem.of(ProblemCode.VALIDATION_ERROR, detail).asRefusal();
    }
}

package com.appaloft.cli.terminal;

import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints for people: what the server said never controls the terminal, times are the reader's. */
public final class Screen {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final ZoneId zone;
    private final boolean colours;

    Screen(PrintStream out, ZoneId zone, boolean colours) {
        this.out = out;
        this.zone = zone;
        this.colours = colours;
    }

    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    public void print(Table table) {
        out.print(table);
        out.flush();
    }

    /** A list answer as a table of the named fields. */
    public void rows(JsonNode answer, String... fields) {
        var table = new Table(
                Arrays.stream(fields).map(f -> f.toUpperCase(Locale.ROOT)).toArray(String[]::new));
        for (var item : answer.path("items")) {
            table.row(Arrays.stream(fields)
                    .map(field -> clean(item.path(field).asString("")))
                    .toArray(String[]::new));
        }
        print(table);
    }

    /** Every field of an object on its line, nested ones under their path. */
    public void facts(JsonNode node) {
        facts("", node);
    }

    private void facts(String path, JsonNode node) {
        node.forEachEntry((name, value) -> {
            var at = path + name;
            if (value.isObject()) {
                facts(at + ".", value);
            } else if (!value.isNull()) {
                var shown = value.isValueNode() ? value.asString("") : value.toString();
                say(faint(String.format("%-28s", at)) + " " + (name.endsWith("At") ? moment(shown) : clean(shown)));
            }
        });
    }

    public String good(String text) {
        return painted("32", text);
    }

    public String bad(String text) {
        return painted("31", text);
    }

    public String faint(String text) {
        return painted("2", text);
    }

    /** An attempt's status or a reason's category in its colour. */
    public String status(String status) {
        return switch (status) {
            case "succeeded", "healthy", "allowed", "passed", "ready", "info" -> good(status);
            case "failed", "interrupted", "rolled-back", "blocked", "unhealthy" -> bad(status);
            default -> clean(status);
        };
    }

    /** A UTC instant as the reader's date and time; anything else as it is, nothing as a dash. */
    public String moment(String instant) {
        return shown(instant, MOMENT);
    }

    /** As {@link #moment}, without the date. */
    public String clock(String instant) {
        return shown(instant, CLOCK);
    }

    /** Between two UTC instants, e.g. {@code 4.2 s}; a dash where one is missing. */
    public static String duration(String from, String to) {
        try {
            return duration(
                    Duration.between(Instant.parse(from), Instant.parse(to)).toMillis());
        } catch (DateTimeException e) {
            return "–";
        }
    }

    public static String duration(long milliseconds) {
        return milliseconds < 60_000
                ? String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0)
                : String.format(Locale.ROOT, "%d min %d s", milliseconds / 60_000, milliseconds / 1000 % 60);
    }

    /** Without control characters, so that no log line or name can move the cursor or repaint the terminal. */
    public static String clean(String text) {
        return text.codePoints()
                .map(c -> c == '\t' ? ' ' : c)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String shown(String instant, DateTimeFormatter format) {
        if (instant.isEmpty()) {
            return "–";
        }
        try {
            return Instant.parse(instant).atZone(zone).format(format);
        } catch (DateTimeException e) {
            return clean(instant);
        }
    }

    private String painted(String colour, String text) {
        return colours ? "\u001b[" + colour + "m" + clean(text) + "\u001b[0m" : clean(text);
    }
}

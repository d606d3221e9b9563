package com.appaloft.domain.compose;

import com.appaloft.domain.shared.ImageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of single values in compose files: durations, sizes, names, paths and command lines. */
final class ComposeValues {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]{0,254}");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?(?:us|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(us|ms|s|m|h)");
    private static final Map<String, Double> MILLISECONDS =
            Map.of("us", 0.001, "ms", 1.0, "s", 1_000.0, "m", 60_000.0, "h", 3_600_000.0);
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/tcp|/udp)?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(?:\\.0+)?(b|k|kb|m|mb|g|gb)?");
    private static final int LONGEST_DURATION = 64;
    private static final long LONGEST_MS = 24L * 3_600_000;
    private static final long LEAST_BYTES = 6L << 20;
    private static final long MOST_BYTES = 1L << 44;

    private ComposeValues() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isImage(String text) {
        return text.length() <= 255 && ImageName.isOne(text);
    }

    /** From a millisecond to a day; null is none. */
    static @Nullable Long milliseconds(String text) {
        // the pattern takes a stack frame for each part
        if (text.length() > LONGEST_DURATION || !DURATION.matcher(text).matches()) {
            return null;
        }
        double all = 0;
        for (var part = PART.matcher(text); part.find(); ) {
            all += Double.parseDouble(part.group(1)) * MILLISECONDS.getOrDefault(part.group(2), 0.0);
        }
        return all >= 1 && all <= LONGEST_MS ? Math.round(all) : null;
    }

    /** From 6 MiB, below which engines start nothing. */
    static @Nullable Long bytes(String text) {
        var size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return null;
        }
        var unit = size.group(2) == null ? "b" : size.group(2);
        int shift = switch (unit.charAt(0)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        long number = Long.parseLong(size.group(1));
        long bytes = number > MOST_BYTES >> shift ? MOST_BYTES + 1 : number << shift;
        return bytes >= LEAST_BYTES && bytes <= MOST_BYTES ? bytes : null;
    }

    static @Nullable Double cpus(String text) {
        try {
            double cpus = Double.parseDouble(text);
            return cpus >= 0.01 && cpus <= 512 ? cpus : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Integer retries(String text) {
        return text.matches("[0-9]{1,4}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 1_000
                ? Integer.valueOf(text)
                : null;
    }

    /** A port, or a range of ports, with its protocol or without. */
    static boolean isPort(String text) {
        var port = PORT.matcher(text);
        if (!port.matches()) {
            return false;
        }
        int first = Integer.parseInt(port.group(1));
        int last = port.group(2) == null ? first : Integer.parseInt(port.group(2));
        return first >= 1 && first <= last && last <= 65_535;
    }

    /** An absolute path of a container. */
    static @Nullable String absolute(String path) {
        return path.startsWith("/")
                        && !path.contains(":")
                        && !List.of(path.split("/")).contains("..")
                ? path
                : null;
    }

    /** A path inside the source, without a dot before it and a slash behind it; empty for the source itself. */
    static @Nullable String inside(String path) {
        var kept = new ArrayList<String>();
        if (path.startsWith("/") || path.contains(":") || path.contains("\\")) {
            return null;
        }
        for (var part : path.split("/")) {
            if (part.equals("..") || part.equals(".git") || part.chars().anyMatch(Character::isISOControl)) {
                return null;
            }
            if (!part.isEmpty() && !part.equals(".")) {
                kept.add(part);
            }
        }
        return String.join("/", kept);
    }

    /** As a shell splits a line, without anything else a shell does; null where a quote stays open. */
    static @Nullable List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return quote == 0 ? words : null;
    }
}

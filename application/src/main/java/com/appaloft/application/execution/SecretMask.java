package com.appaloft.application.execution;

import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hides secrets in what was printed, line by line; a line may have been cut anywhere, so a telling part of a secret at its edges is hidden too. */
public final class SecretMask {
    public static final String MASK = "••••";

    /** So many characters of a secret tell something about it; of a short one half of it does. */
    static final int TELLING = 6;

    private static final int LEAST_TELLING = 3;
    private static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62} \\| ");

    private final List<String> hidden;

    /** @param hidden single lines, as {@link #lines} gives them */
    public SecretMask(Collection<String> hidden) {
        this.hidden = hidden.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** What of a secret value can appear in one printed line; shorter lines would mask ordinary text. */
    public static Stream<String> lines(String secret, int shortest) {
        return secret.lines().map(String::strip).filter(line -> line.length() >= shortest);
    }

    public String mask(String text) {
        return hidden.isEmpty() ? text : text.lines().map(this::maskLine).collect(Collectors.joining("\n"));
    }

    /** Finds everything first and replaces it then, so that one secret's mask does not tear another that overlaps it. */
    private String maskLine(String line) {
        var covered = new BitSet(line.length());
        int from = beginning(line);
        int to = end(line, from);
        int said = saidFrom(line, to);
        for (var secret : hidden) {
            for (int at = line.indexOf(secret); at >= 0; at = line.indexOf(secret, at + 1)) {
                covered.set(at, at + secret.length());
            }
            coverEdges(line, from, to, secret, covered);
            if (said > from) {
                coverEdges(line, said, to, secret, covered);
            }
        }
        return covered.isEmpty() ? line : replaced(line, covered);
    }

    private static void coverEdges(String line, int from, int to, String secret, BitSet covered) {
        int least = Math.min(TELLING, Math.max(LEAST_TELLING, (secret.length() + 1) / 2));
        int most = Math.min(secret.length() - 1, to - from);
        for (int length = most; length >= least; length--) {
            if (line.regionMatches(to - length, secret, 0, length)) {
                covered.set(to - length, to);
                break;
            }
        }
        for (int length = most; length >= least; length--) {
            if (line.regionMatches(from, secret, secret.length() - length, length)) {
                covered.set(from, from + length);
                break;
            }
        }
        if (most == to - from && most >= least && secret.contains(line.substring(from, to))) {
            covered.set(from, to);
        }
    }

    /** Where a line of one of several services begins that its service was written before. */
    private static int saidFrom(String line, int to) {
        var service = SERVICE.matcher(line);
        return service.lookingAt() && service.end() <= to ? service.end() : 0;
    }

    private static String replaced(String line, BitSet covered) {
        var masked = new StringBuilder(line.length());
        int shown = 0;
        for (int at = covered.nextSetBit(0); at >= 0; at = covered.nextSetBit(shown)) {
            masked.append(line, shown, at).append(MASK);
            shown = covered.nextClearBit(at);
        }
        return masked.append(line, shown, line.length()).toString();
    }

    private static int beginning(String line) {
        int from = 0;
        while (from < line.length() && isCut(line.charAt(from))) {
            from++;
        }
        return from;
    }

    private static int end(String line, int from) {
        int to = line.length();
        while (to > from && isCut(line.charAt(to - 1))) {
            to--;
        }
        boolean marked = to < line.length() && line.charAt(to) == '…';
        return marked && to > from && line.charAt(to - 1) == ' ' ? to - 1 : to;
    }

    /** Half a character, or the sign that something was left out. */
    private static boolean isCut(char c) {
        return c == '\uFFFD' || c == '…';
    }
}

package com.appaloft.api.problem;

/** Makes text that quotes a request fit to be shown: of bounded length, without control characters or broken ones. */
final class Shown {
    private static final int LONGEST = 1_000;
    private static final int REPLACEMENT = 0xFFFD;

    private Shown() {}

    static String text(String text) {
        return text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

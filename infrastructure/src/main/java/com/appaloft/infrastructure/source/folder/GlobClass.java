package com.appaloft.infrastructure.source.folder;

import java.util.Optional;
import java.util.function.IntPredicate;

/** Some characters in square brackets, as in {@code [a-z_]} or {@code [^0-9]}. */
final class GlobClass {
    private GlobClass() {}

    /** Where the brackets that open here close; -1 where they do not. */
    static int end(int[] chars, int open) {
        for (int i = open + 1; i < chars.length; i++) {
            if (chars[i] == '\\') {
                i++;
            } else if (chars[i] == ']' && i > open + 1) {
                return i;
            }
        }
        return -1;
    }

    /** What is between the brackets; empty where it cannot be read. */
    static Optional<IntPredicate> read(int[] chars, int first, int end) {
        boolean not = first < end && (chars[first] == '^' || chars[first] == '!');
        IntPredicate any = c -> false;
        int i = not ? first + 1 : first;
        if (i == end) {
            return Optional.empty();
        }
        while (i < end) {
            int low = chars[i] == '\\' ? chars[++i] : chars[i];
            i++;
            int high = low;
            if (i + 1 < end && chars[i] == '-') {
                high = chars[i + 1] == '\\' ? chars[i + 2] : chars[i + 1];
                i += chars[i + 1] == '\\' ? 3 : 2;
            }
            if (high < low) {
                return Optional.empty();
            }
            int from = low;
            int to = high;
            any = any.or(c -> c >= from && c <= to);
        }
        return Optional.of(not ? any.negate() : any);
    }
}

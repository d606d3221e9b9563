package com.appaloft.infrastructure.postgres;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Makes what a build or workload printed safe to keep: one line, no control characters, at most 4 KiB. */
final class PrintedLine {
    static final int MAX_BYTES = 4096;
    private static final int LONGEST_RAW = 1 << 16;
    private static final String CUT = " …";

    private PrintedLine() {}

    /** Secrets are hidden before anything is cut off, and once more where a control character stood inside one. */
    static String clean(String raw, UnaryOperator<String> masked) {
        var bounded = raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
        var line = masked.apply(bounded);
        var plain = plain(line);
        return cut(plain.equals(line) ? line : masked.apply(plain));
    }

    private static String plain(String line) {
        var plain = new StringBuilder(line.length());
        line.codePoints().map(PrintedLine::printable).filter(code -> code >= 0).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String cut(String plain) {
        int bytes = 0;
        int room = MAX_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < plain.length(); ) {
            int code = plain.codePointAt(i);
            bytes += utf8Length(code);
            if (bytes > room) {
                return plain.substring(0, i) + CUT;
            }
            i += Character.charCount(code);
        }
        return plain;
    }

    private static int printable(int code) {
        if (code == '\t') {
            return ' ';
        }
        if (Character.getType(code) == Character.SURROGATE) {
            return '�';
        }
        return Character.isISOControl(code) ? -1 : code;
    }

    private static int utf8Length(int code) {
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
}

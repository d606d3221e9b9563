package com.appaloft.infrastructure.postgres;

import java.nio.charset.StandardCharsets;

/** Makes what a build or workload printed safe to keep: one line, no control characters, at most 4 KiB. */
final class PrintedLine {
    static final int MAX_BYTES = 4096;
    private static final String CUT = " …";

    private PrintedLine() {}

    static String clean(String raw) {
        var line = new StringBuilder(Math.min(raw.length(), MAX_BYTES));
        int bytes = 0;
        int room = MAX_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < raw.length(); ) {
            int code = raw.codePointAt(i);
            i += Character.charCount(code);
            int kept = printable(code);
            if (kept < 0) {
                continue;
            }
            bytes += utf8Length(kept);
            if (bytes > room) {
                return line.append(CUT).toString();
            }
            line.appendCodePoint(kept);
        }
        return line.toString();
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

package com.appaloft.infrastructure.runtime.docker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads BuildKit's progress, which comes as protobuf messages ({@code moby.buildkit.v1.StatusResponse}) and of which only three
 * fields matter: which step began, what it prints, and what went wrong.
 */
final class BuildTrace {
    private static final int VERTEXES = 1;
    private static final int LOGS = 3;

    private final LineSplitter lines;
    private final Set<String> begun = new HashSet<>();

    BuildTrace(LineSplitter lines) {
        this.lines = lines;
    }

    void read(byte[] statusResponse) {
        for (Field field : fields(statusResponse)) {
            if (field.number() == VERTEXES) {
                step(fields(field.bytes()));
            } else if (field.number() == LOGS) {
                log(fields(field.bytes()));
            }
        }
    }

    private void step(List<Field> vertex) {
        String digest = text(vertex, 1);
        boolean started = vertex.stream().anyMatch(f -> f.number() == 5);
        if (started && begun.add(digest)) {
            boolean cached = vertex.stream().anyMatch(f -> f.number() == 4 && f.value() == 1);
            lines.text("stdout", text(vertex, 3) + (cached ? " (cached)\n" : "\n"));
        }
        String error = text(vertex, 7);
        if (!error.isEmpty()) {
            lines.text("stderr", error + "\n");
        }
    }

    private void log(List<Field> log) {
        boolean isError = log.stream().anyMatch(f -> f.number() == 3 && f.value() == 2);
        for (Field field : log) {
            if (field.number() == 4) {
                lines.bytes(isError ? "stderr" : "stdout", field.bytes(), field.bytes().length);
            }
        }
    }

    private static String text(List<Field> fields, int number) {
        for (Field field : fields) {
            if (field.number() == number) {
                return new String(field.bytes(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** One field of a message: a number or bytes. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one method call; never compared
    private record Field(int number, long value, byte[] bytes) {}

    private static List<Field> fields(byte[] message) {
        var fields = new ArrayList<Field>();
        var in = new Cursor(message);
        while (in.more()) {
            long key = in.varint();
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, in.varint(), new byte[0]));
                case 1 -> in.bytes(8);
                case 2 -> fields.add(new Field(number, 0, in.bytes((int) in.varint())));
                case 5 -> in.bytes(4);
                default -> {
                    return fields;
                }
            }
        }
        return fields;
    }

    private static final class Cursor {
        private final byte[] message;
        private int at;

        Cursor(byte[] message) {
            this.message = message;
        }

        boolean more() {
            return at < message.length;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; more() && shift < 64; shift += 7) {
                byte b = message[at++];
                value |= (long) (b & 127) << shift;
                if (b >= 0) {
                    break;
                }
            }
            return value;
        }

        byte[] bytes(int length) {
            int taken = Math.max(0, Math.min(length, message.length - at));
            var bytes = new byte[taken];
            System.arraycopy(message, at, bytes, 0, taken);
            at = length < 0 ? message.length : at + taken;
            return bytes;
        }
    }
}

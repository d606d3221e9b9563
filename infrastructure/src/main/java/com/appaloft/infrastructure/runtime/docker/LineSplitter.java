package com.appaloft.infrastructure.runtime.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Makes lines of the bytes of several interleaved outputs; a line has a bounded length, its rest is dropped. */
final class LineSplitter {
    static final int LONGEST = 2048;

    private final Map<String, ByteArrayOutputStream> unfinished = new HashMap<>();
    private final BiConsumer<String, String> lines;

    /** @param lines receives the output's name and a line */
    LineSplitter(BiConsumer<String, String> lines) {
        this.lines = lines;
    }

    void bytes(String output, byte[] buffer, int length) {
        ByteArrayOutputStream line = unfinished.computeIfAbsent(output, o -> new ByteArrayOutputStream());
        int next = 0;
        while (next < length) {
            int end = next;
            while (end < length && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, next, Math.min(end - next, LONGEST - line.size()));
            if (end < length) {
                flush(output, line);
            }
            next = end + 1;
        }
    }

    void text(String output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes(output, bytes, bytes.length);
    }

    /** Hands out what has no line end yet. */
    void end() {
        for (String output : new TreeSet<>(unfinished.keySet())) {
            ByteArrayOutputStream line = unfinished.get(output);
            if (line != null && line.size() > 0) {
                flush(output, line);
            }
        }
    }

    private void flush(String output, ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(output, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}

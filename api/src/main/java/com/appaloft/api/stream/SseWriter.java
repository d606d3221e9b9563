package com.appaloft.api.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Writes server-sent events, each one whole; knows how long it has been silent. */
final class SseWriter {
    private static final String RECONNECT_MILLIS = "1000";
    private final OutputStream out;
    private long lastWritten = System.nanoTime();

    private SseWriter(OutputStream out) {
        this.out = out;
    }

    /** The client learns at once that it is listened to. */
    static SseWriter begin(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("X-Accel-Buffering", "no");
        var writer = new SseWriter(response.getOutputStream());
        writer.write("retry: " + RECONNECT_MILLIS + "\n\n");
        writer.flush();
        return writer;
    }

    /**
     * @param id where to resume behind it; absent where resuming must not go on
     * @param data one line of JSON
     */
    void event(@Nullable String id, String name, String data) throws IOException {
        write((id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + data + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        lastWritten = System.nanoTime();
    }

    void flush() throws IOException {
        out.flush();
    }

    long silentNanos() {
        return System.nanoTime() - lastWritten;
    }
}

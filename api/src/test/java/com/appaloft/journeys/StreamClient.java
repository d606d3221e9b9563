package com.appaloft.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does; closing it cuts the connection without a word. */
final class StreamClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_MILLIS = 30_000;

    /** @param id as it stood in the event; absent where it had none */
    record Event(@Nullable String id, String name, JsonNode data) {
        String text(String field) {
            return data.path(field).asString("");
        }
    }

    private final HttpURLConnection connection;
    private final BufferedReader lines;
    final int status;

    StreamClient(int port, String path, String... headers) throws IOException {
        connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("Authorization", "Bearer " + ControlPlaneProcess.TOKEN);
        connection.setRequestProperty("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            connection.setRequestProperty(headers[i], headers[i + 1]);
        }
        status = connection.getResponseCode();
        var body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    String header(String name) {
        return String.valueOf(connection.getHeaderField(name));
    }

    /** The problem it was refused with. */
    JsonNode problem() throws IOException {
        return JSON.readTree(lines.readLine());
    }

    /** The next event that is no heartbeat, or null at the end. */
    @Nullable
    Event next() throws IOException {
        Event event;
        do {
            event = any();
        } while (event != null && event.name().equals("heartbeat"));
        return event;
    }

    /** The next event, or null at the end. */
    @Nullable
    Event any() throws IOException {
        String id = null;
        String name = "message";
        String data = null;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && data != null) {
                return new Event(id, name, JSON.readTree(data));
            }
        }
        return null;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}

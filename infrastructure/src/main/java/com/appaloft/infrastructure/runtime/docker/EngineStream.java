package com.appaloft.infrastructure.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** An answer that comes bit by bit; read on the calling thread, so that cancel and errors have one place to arrive. */
final class EngineStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Receives what a container printed: {@code stdout} or {@code stderr}, and some bytes of it. */
    @FunctionalInterface
    interface Output {
        void bytes(String stream, byte[] buffer, int length);
    }

    private final Response response;

    EngineStream(Response response) {
        this.response = response;
    }

    /** Reads JSON values one after the other until the engine has no more. */
    void eachMessage(Consumer<JsonNode> reader) {
        try (InputStream body = response.getBody();
                var messages = JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
            while (messages.hasNextValue()) {
                reader.accept(messages.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    new EOFException("the engine's answer broke off: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the frames in which the engine interleaves both outputs of a container without a terminal. */
    void eachFrame(Output output) {
        try (var body = new DataInputStream(response.getBody())) {
            byte[] header = new byte[8];
            byte[] buffer = new byte[8192];
            while (body.readNBytes(header, 0, 8) == 8) {
                int left = ((header[4] & 255) << 24)
                        | ((header[5] & 255) << 16)
                        | ((header[6] & 255) << 8)
                        | (header[7] & 255);
                while (left > 0) {
                    int read = body.read(buffer, 0, Math.min(left, buffer.length));
                    if (read < 0) {
                        return;
                    }
                    output.bytes(header[0] == 2 ? "stderr" : "stdout", buffer, read);
                    left -= read;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it comes. */
    InputStream body() {
        return response.getBody();
    }

    @Override
    public void close() {
        response.close();
    }
}

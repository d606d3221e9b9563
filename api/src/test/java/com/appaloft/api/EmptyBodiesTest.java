package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that is sent in pieces without a type counts as one only if there is something in it. */
class EmptyBodiesTest {
    private static final String NOTHING = "0\r\n\r\n";
    private static final String SOMETHING = "2\r\n{}\r\n" + NOTHING;
    private final Door door = Door.open();

    @ParameterizedTest
    @CsvSource({"/api/deployments/dep_unknown/retry, 404", "/api/projects, 400"})
    void anEmptyOneIsNone(String path, int status) throws IOException {
        assertThat(answered(path, NOTHING)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({"/api/deployments/dep_unknown/retry", "/api/projects"})
    void oneThatHoldsSomethingMustSayWhatItIs(String path) throws IOException {
        assertThat(answered(path, SOMETHING)).startsWith("HTTP/1.1 415 ");
    }

    private String answered(String path, String pieces) throws IOException {
        try (var socket = new Socket("127.0.0.1", door.port)) {
            socket.setSoTimeout(10_000);
            var request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Door.TOKEN
                    + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + pieces;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

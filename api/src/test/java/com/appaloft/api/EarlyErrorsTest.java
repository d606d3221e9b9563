package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no HTTP at all is refused with a problem too, and never blamed on the server. */
class EarlyErrorsTest {
    private final Door door = Door.open();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/projects/%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /api/projects/%c3%28 HTTP/1.1\r\nHost: x\r\n",
                "GET /api/projects?cursor=%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /api/../../etc/passwd HTTP/1.1\r\nHost: x\r\n",
                "GET /api/<x> HTTP/1.1\r\nHost: x\r\n",
                "GET /api/projects\u0001 HTTP/1.1\r\nHost: x\r\n",
                "GET /api/a%2fb HTTP/1.1\r\nHost: x\r\n",
                "GET /api/a\\b HTTP/1.1\r\nHost: x\r\n",
                "GET /api/projects HTTP/1.1\r\n",
                "GET /api/projects HTTP/1.1\r\nHost: x y\r\n",
                "GET /api/projects HTTP/9.9\r\nHost: x\r\n",
                "NONSENSE\r\n",
                "POST /api/projects HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n",
                "POST /api/projects HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n",
                "POST /api/projects HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n"
            })
    void isAClientsError(String head) throws IOException {
        var answer = answered(head + "Authorization: Bearer " + Door.TOKEN + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|501|505) .*");
        assertThat(answer).contains("application/problem+json").contains("\"code\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void aHeadThatIsTooLongIsAClientsError(int length) throws IOException {
        var answer = answered("GET /api/projects HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(length) + "\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    }

    private String answered(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", door.port)) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException alreadyRefused) {
                // what it answered before is still there to read
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

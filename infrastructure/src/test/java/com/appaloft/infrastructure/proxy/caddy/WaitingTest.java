package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever is connected to and never answers. */
class WaitingTest {
    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsNotWaitedFor() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Waiting.atMost(Duration.ofMillis(300), () -> {
                        try (var socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                            return socket.getInputStream().read();
                        }
                    }))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatIsAnsweredOrFailsIsPassedOn() throws IOException {
        assertThat(Waiting.atMost(Duration.ofSeconds(5), () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Waiting.atMost(Duration.ofSeconds(5), () -> {
                    throw new IOException("broke");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("broke");
    }
}

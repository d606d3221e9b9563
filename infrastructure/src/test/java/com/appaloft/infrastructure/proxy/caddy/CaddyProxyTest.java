package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On this machine. */
class CaddyProxyTest extends EdgeProxyContract {
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() throws IOException {
        docker = new DockerForTests();
        caddy = new CaddyUnderTest(docker, freePort(), freePort());
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
    }

    @Override
    protected EdgeUnderTest edge() {
        return caddy;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On another machine, whose sshd lets nobody to its sockets. */
class CaddyWithoutSocketTest extends EdgeProxyContract {
    private static RemoteHost machine;
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() {
        machine = new RemoteHost(false);
        docker = new DockerForTests(machine);
        caddy = new CaddyUnderTest(docker, 80, 443);
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
        machine.close();
    }

    @Override
    protected EdgeUnderTest edge() {
        return caddy;
    }
}

package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A Caddy that knows nothing of keeping upgraded connections does all the rest. */
class OldCaddyTest extends EdgeProxyContract {
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() throws IOException {
        docker = new DockerForTests();
        caddy = new CaddyUnderTest(
                docker,
                TestImages.oldCaddy(),
                CaddyProxyTest.freePort(),
                CaddyProxyTest.freePort(),
                Authority.EVERYBODYS);
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
}

package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On another machine, reached over SSH and nothing else. */
class CaddyOverSshTest extends EdgeProxyContract {
    private static RemoteHost machine;
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() {
        machine = new RemoteHost();
        docker = new DockerForTests(machine);
        caddy = new CaddyUnderTest(docker, 80, 443);
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
        machine.close();
    }

    /** Nobody can say then how it is, least of all that it is to be started. */
    @Test
    void aProxyBehindALinkThatIsCutIsNotSaidToBeAbsent() {
        machine.unplug();
        try {
            assertThatThrownBy(() -> caddy.proxy().status(docker.server()))
                    .isInstanceOfSatisfying(
                            BackendFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE));
        } finally {
            machine.plugIn();
        }
        await().ignoreExceptions()
                .until(() -> caddy.proxy().status(docker.server()).ready());
    }

    @Override
    protected EdgeUnderTest edge() {
        return caddy;
    }
}

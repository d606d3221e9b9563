package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A Caddy that cannot read where names lead from files is not taken for one that does what it is told. */
class OldCaddyTest {
    @Test
    void itIsSaidToBeTooOldAndWhatToDo() throws IOException {
        try (var docker = new DockerForTests();
                var caddy = new CaddyUnderTest(
                        docker, TestImages.oldCaddy(), FreePorts.next(), FreePorts.next(), Authority.EVERYBODYS)) {
            assertThatThrownBy(() -> caddy.proxy().bootstrap(docker.server(), Operation.quiet()))
                    .isInstanceOfSatisfying(
                            BackendFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(FailureCode.PROXY_NOT_READY))
                    .hasMessageContaining("too old")
                    .hasMessageContaining("APPALOFT_PROXY_IMAGE");
            var status = caddy.proxy().status(docker.server());
            assertThat(status.ready()).isFalse();
            assertThat(status.version()).startsWith("2.6");
            assertThat(status.advice()).contains("servers proxy upgrade");
        }
    }
}

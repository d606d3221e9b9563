package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.ssh.RemoteHost;
import com.appaloft.infrastructure.ssh.SshLink;
import com.appaloft.infrastructure.ssh.SshTarget;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SshReachTest {
    @Test
    void whoIsNotRootIsToldHowToBeLetToTheEngine() {
        assertThat(adviceFor("ada")).contains("usermod -aG docker ada");
        assertThat(adviceFor("root")).doesNotContain("usermod");
    }

    @Test
    void aUserWhoMayNotUseTheEngineIsLetInAndFailsTheCheckOfTheEngine() throws IOException {
        try (var host = new RemoteHost();
                var engine = new Engine(new SshReach(new SshLink(host.targetAs("nobody"))))) {
            var checks = new EngineChecks(engine, Clock.systemUTC()).run();
            assertThat(checks)
                    .filteredOn(check -> !check.passed())
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.name()).isEqualTo("engine-reachable");
                        assertThat(check.code()).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
                        assertThat(check.evidence()).contains("does not let us to its socket");
                        assertThat(check.advice()).contains("usermod -aG docker nobody");
                    });
        }
    }

    private static String adviceFor(String user) {
        try (var reach = new SshReach(new SshLink(new SshTarget("host", 22, user, "a key", null, null)))) {
            return reach.adviceOnSilence();
        }
    }
}

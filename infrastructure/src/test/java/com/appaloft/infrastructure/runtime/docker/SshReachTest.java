package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.ssh.SshLink;
import com.appaloft.infrastructure.ssh.SshTarget;
import org.junit.jupiter.api.Test;

class SshReachTest {
    @Test
    void whoIsNotRootIsToldHowToBeLetToTheEngine() {
        assertThat(adviceFor("ada")).contains("usermod -aG docker ada");
        assertThat(adviceFor("root")).doesNotContain("usermod");
    }

    private static String adviceFor(String user) {
        try (var reach = new SshReach(new SshLink(new SshTarget("host", 22, user, "a key", null, null)))) {
            return reach.adviceOnSilence();
        }
    }
}

package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalReachTest {
    @Test
    void theDiskOfThisMachineIsNotToldAsThatOfAnEngineSomewhereElse() {
        assertThat(freeSpace("unix:///var/run/docker.sock")).isTrue();
        assertThat(freeSpace("tcp://engine.example:2375")).isFalse();
    }

    private static boolean freeSpace(String dockerHost) {
        try (var reach = new LocalReach(dockerHost)) {
            return reach.freeSpace("/").isPresent();
        }
    }
}

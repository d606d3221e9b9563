package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The other machines of these tests, which are this one. */
class RemoteHostTest {
    /** What goes on running takes this machine's time from every test after it. */
    @Test
    void nothingOfAMachineRunsOnceItIsClosed() throws IOException {
        long pid;
        String id;
        try (var host = new RemoteHost()) {
            var docker = new DockerForTests(host);
            id = docker.docker()
                    .createContainerCmd(docker.image(TestImages.serving("hello")))
                    .exec()
                    .getId();
            docker.docker().startContainerCmd(id).exec();
            pid = docker.docker().inspectContainerCmd(id).exec().getState().getPidLong();
            assertThat(runs(pid)).isTrue();
            assertThat(runsFor(id)).isTrue();
            docker.backend().close();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !runs(pid) && !runsFor(id));
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static boolean runsFor(String container) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(container));
    }
}

package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.HostUnderTest;
import com.appaloft.application.runtime.RuntimeBackendContract;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose sshd forbids channels to sockets is reached through Docker's own program there; every question starts it. */
class StdioBackendTest extends RuntimeBackendContract {
    private static RemoteHost machine;
    private static DockerForTests docker;
    private static DockerHostUnderTest host;

    @BeforeAll
    static void open() {
        machine = new RemoteHost(false);
        docker = new DockerForTests(machine);
        host = new DockerHostUnderTest(docker, machine);
    }

    @AfterAll
    static void close() throws Exception {
        host.close();
        docker.close();
        machine.close();
    }

    @Test
    void moreQuestionsThanItHasSessionsForAreAllAnswered() {
        var asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> docker.backend().find(docker.server(), "nobody"), Thread::startVirtualThread))
                .toList();
        assertThat(asked).allSatisfy(answer -> assertThat(answer.join()).isEmpty());
    }

    @Override
    protected HostUnderTest host() {
        return host;
    }
}

package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose sshd forbids channels to sockets is reached through Docker's own program there; {@link ThroughStdio} shows all of it. */
class StdioBackendTest {
    private static RemoteHost machine;
    private static DockerForTests docker;

    @BeforeAll
    static void open() {
        machine = new RemoteHost(false);
        docker = new DockerForTests(machine);
    }

    @AfterAll
    static void close() throws Exception {
        docker.close();
        machine.close();
    }

    @Test
    void anImageIsBuiltAndAWorkloadIsStartedFoundAndRemoved() {
        assertThat(docker.backend().check(docker.server())).allMatch(Check::passed);
        var image = docker.image(TestImages.serving("hello"));
        var spec = WorkloadSpecs.trial(image, new DeploymentId("dep_" + docker.unique()))
                .spec();
        var started = docker.backend().start(docker.server(), spec, Operation.quiet());
        assertThat(docker.backend().find(docker.server(), started.name())).isPresent();
        docker.backend().remove(docker.server(), started.name());
        assertThat(docker.backend().find(docker.server(), started.name())).isEmpty();
    }

    @Test
    void moreQuestionsThanItHasSessionsForAreAllAnswered() {
        var asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> docker.backend().find(docker.server(), "nobody"), Thread::startVirtualThread))
                .toList();
        assertThat(asked).allSatisfy(answer -> assertThat(answer.join()).isEmpty());
    }
}

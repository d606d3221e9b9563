package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Question;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.ssh.RemoteHost;
import com.appaloft.infrastructure.ssh.SshLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Whoever else logs in has the engine's word instead, if he has that: {@link CaddyCommands}. */
    @Test
    void itsAdminSocketLetsRootInAndNobodyElse() throws IOException {
        caddy.letEverybodyEnterItsFolder();
        assertThat(Path.of(caddy.adminFolder(), "admin.sock")).exists();
        var admin = new CaddyAdmin(() -> caddy.container().admin(caddy.adminFolder()));
        assertThat(admin.config().at("/admin/listen").asText()).isEqualTo(CaddyConfig.ADMIN);
        try (var other = new SshLink(machine.targetAs("nobody"))) {
            assertThatThrownBy(() -> other.toSocket(caddy.adminFolder() + "/admin.sock"))
                    .isInstanceOfSatisfying(
                            BackendFailure.class,
                            failure -> assertThat(failure.sentence()).contains("does not let us to its socket"));
        }
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

    /** It is shorter than what keep-alive notices, and longer than a proof after a switch waits. */
    @Test
    void aWayThatStallsForAFewSecondsIsNoAnswerOfTheWorkload() throws Exception {
        var route = route("stalled");
        apply(List.of(route));
        var question = new Question("/index.html", Duration.ofSeconds(5), false);
        var answers = new ConcurrentLinkedQueue<Object>();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    while (!over.get()) {
                        answers.add(asked(route, question));
                    }
                });
            }
            Thread.sleep(1_000);
            machine.dropPackets();
            Thread.sleep(5_500);
            machine.letPass();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> caddy.proxy().status(docker.server()).ready());
            over.set(true);
        }
        assertThat(answers).isNotEmpty().isSubsetOf(new Answer(200, route.attempt()), FailureCode.SERVER_UNREACHABLE);
    }

    private static Object asked(Route route, Question question) {
        try {
            return caddy.proxy().ask(docker.server(), route, question);
        } catch (BackendFailure failure) {
            return failure.code();
        }
    }

    @Override
    protected EdgeUnderTest edge() {
        return caddy;
    }
}

package com.appaloft.infrastructure.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The few sessions that an sshd allows are shared out. */
class DialStdioTest {
    private static RemoteHost host;

    private final DialStdio stdio = new DialStdio(Duration.ofMillis(200));
    private SSHClient ssh;

    @BeforeAll
    static void start() {
        host = new RemoteHost(false);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void connect() {
        ssh = new SshLogin(host.target()).connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        ssh.close();
    }

    @Test
    void howeverManyStreamsThereAreAQuestionIsAnswered() throws IOException {
        List<Socket> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(open(Use.STREAM));
        }
        assertAllInUse(Use.STREAM);
        try (var one = open(Use.CALL);
                var another = open(Use.CALL)) {
            assertThat(stdio.leadsToAnEngine(ssh)).isTrue();
            try (var third = open(Use.CALL)) {
                assertAllInUse(Use.CALL);
            }
        }
        streams.getFirst().close();
        open(Use.STREAM).close();
    }

    @Test
    void anSshdThatOpensNoMoreSessionsIsSaidToBeSo() throws IOException {
        List<Session> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(ssh.startSession());
        }
        for (int i = 0; i < 10; i++) {
            assertAllInUse(Use.STREAM);
        }
        var patient = new DialStdio(Duration.ofSeconds(20));
        var answered = CompletableFuture.supplyAsync(() -> patient.leadsToAnEngine(ssh), Thread::startVirtualThread);
        for (var other : others) {
            other.close();
        }
        assertThat(answered.join()).isTrue();
        assertThat(stdio.leadsToAnEngine(ssh)).isTrue();
    }

    private void assertAllInUse(Use use) {
        assertThatThrownBy(() -> open(use)).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
            assertThat(failure.sentence()).contains("in use");
        });
    }

    private Socket open(Use use) throws IOException {
        return stdio.open(ssh, "the server", use);
    }
}

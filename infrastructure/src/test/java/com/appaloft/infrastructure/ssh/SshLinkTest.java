package com.appaloft.infrastructure.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.schmizz.sshj.connection.ConnectionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real sshd with a real engine behind it. */
class SshLinkTest {
    private static final String DOCKER = "/run/docker.sock";
    private static RemoteHost host;

    @BeforeAll
    static void start() {
        host = new RemoteHost();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aChannelLeadsToASocketOfTheServer() throws IOException {
        try (var link = new SshLink(host.target());
                var socket = link.toSocket(DOCKER)) {
            assertThat(pinged(socket)).startsWith("HTTP/1.1 200").contains("Api-Version");
        }
    }

    @Test
    void aSocketThatIsNotThereIsSaidToBeSo() {
        try (var link = new SshLink(host.target())) {
            assertThat(failure(() -> link.toSocket("/run/nothing.sock")).code())
                    .isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
            assertThatThrownBy(() -> link.toPort(9)).isInstanceOf(IOException.class);
            link.prove();
        }
    }

    @Test
    void whoGreetsWithoutEndIsNotHeardWithoutEnd() throws IOException {
        try (var tarpit = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greetForEver(tarpit));
            var target = host.target();
            var there = new SshTarget(
                    "127.0.0.1", tarpit.getLocalPort(), "root", target.privateKey(), null, target.hostKey());
            var failure = failure(() -> new SshLogin(there, Duration.ofSeconds(2)).connect());
            assertThat(failure.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
            assertThat(failure.evidence()).contains("Nobody there said to be an sshd");
        }
    }

    private static void greetForEver(ServerSocket tarpit) {
        try (var caller = tarpit.accept()) {
            while (true) {
                caller.getOutputStream().write("welcome\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException left) {
            return;
        }
    }

    /** Each question leaves nothing behind on the connection, which has ten sessions at most. */
    @Test
    void howOftenAnSshdWithoutSftpIsAskedForItsSpaceItsEngineIsStillReached() throws IOException {
        try (var bare = RemoteHost.withoutSftp();
                var link = new SshLink(bare.target())) {
            for (int i = 0; i < 12; i++) {
                assertThat(link.freeSpace("/")).isEmpty();
            }
            try (var socket = link.toEngine(DOCKER, Use.CALL)) {
                assertThat(pinged(socket)).startsWith("HTTP/1.1 200");
            }
        }
        try (var link = new SshLink(host.target())) {
            assertThat(link.freeSpace("/")).isPresent();
        }
    }

    /** Ten sessions are all that a connection has. */
    @Test
    void whatIsOpenedLateForSomebodyWhoGaveItUpIsClosed() throws Exception {
        try (var ssh = new SshLogin(host.target()).connect()) {
            host.freezeSshd();
            try {
                for (int i = 0; i < 12; i++) {
                    var session = new LinkSession(ssh.getConnection());
                    var opening = Thread.ofVirtual()
                            .start(() -> assertThatThrownBy(session::open).isInstanceOf(ConnectionException.class));
                    Thread.sleep(50);
                    opening.interrupt();
                    opening.join();
                }
            } finally {
                host.thawSshd();
            }
            await().ignoreExceptions().until(() -> {
                try (var session = new LinkSession(ssh.getConnection())) {
                    session.open();
                    return session.isOpen();
                }
            });
        }
    }

    @Test
    void nothingIsSaidToAServerWhoseHostKeyIsNotTheConfirmedOne() throws IOException {
        var wrong = host.target(host.key(), null, "SHA256:" + "A".repeat(43));
        var unconfirmed = host.target(host.key(), null, null);
        try (var wire = new TappedWire(host.address(), Integer.MAX_VALUE)) {
            var failure = failure(() -> prove(wire.to(wrong)));
            assertThat(failure.code()).isEqualTo(FailureCode.HOST_KEY_MISMATCH);
            assertThat(failure.evidence()).contains(host.hostKey("host_key"));

            failure = failure(() -> prove(wire.to(unconfirmed)));
            assertThat(failure.code()).isEqualTo(FailureCode.HOST_KEY_MISMATCH);
            assertThat(failure.sentence()).contains("not confirmed yet");
            assertThat(failure.evidence()).contains(host.hostKey("host_key"));

            assertThat(wire.secrets()).isZero();
            prove(wire.to(host.target()));
            assertThat(wire.secrets()).isPositive();
        }
    }

    private static void prove(SshTarget target) {
        try (var link = new SshLink(target)) {
            link.prove();
        }
    }

    @Test
    void aConnectionThatBreaksDuringTheLoginIsNoRefusal() throws IOException {
        // the first message asks for the service that logs in, the second is the login
        try (var wire = new TappedWire(host.address(), 2)) {
            var failure = failure(() -> prove(wire.to(host.target())));
            assertThat(failure.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
            assertThat(wire.secrets()).isEqualTo(2);
        }
    }

    @Test
    void aKeyThatOpensslMadeLogsIn() {
        prove(host.target(host.keyOfOpenssl("of-openssl"), null, host.hostKey("host_key")));
    }

    @ParameterizedTest
    @CsvSource({"host_key", "host_key_rsa", "host_key_ecdsa"})
    void anyOfTheServersHostKeysMayBeTheConfirmedOne(String key) {
        try (var link = new SshLink(host.target(host.key(), null, host.hostKey(key)))) {
            link.prove();
        }
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsNotLetIn() throws IOException {
        var stranger = host.otherKey("stranger", "-t", "ed25519", "-N", "");
        host.forgetOthers();
        try (var link = new SshLink(host.target(stranger, null, host.hostKey("host_key")))) {
            assertThat(failure(link::prove).code()).isEqualTo(FailureCode.SSH_AUTH_FAILED);
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,''", "ed25519,open sesame", "rsa,''", "rsa,open sesame", "ecdsa,''"})
    void everyUsualKindOfKeyLogsIn(String type, String passphrase) {
        var key = host.otherKey("key-" + type + passphrase.length(), "-t", type, "-N", passphrase);
        try (var link =
                new SshLink(host.target(key, passphrase.isEmpty() ? null : passphrase, host.hostKey("host_key")))) {
            link.prove();
        }
        if (!passphrase.isEmpty()) {
            try (var link = new SshLink(host.target(key, "wrong", host.hostKey("host_key")))) {
                assertThat(failure(link::prove).code()).isEqualTo(FailureCode.SSH_AUTH_FAILED);
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        var there = host.target();
        for (var nowhere : new String[] {"nowhere.invalid", "127.0.0.1"}) {
            var target = new SshTarget(nowhere, 9, "root", there.privateKey(), null, there.hostKey());
            try (var link = new SshLink(target)) {
                assertThat(failure(link::prove).code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
            }
        }
    }

    @Test
    void aCutConnectionIsNoticedWhileSomebodyWaitsAndMadeAgainAfterwards() throws IOException {
        try (var link = new SshLink(host.target())) {
            var waiting = link.toSocket(DOCKER);
            host.unplug();
            var cut = Instant.now();
            try {
                assertThatThrownBy(() -> waiting.getInputStream().read()).isInstanceOf(LinkLost.class);
                assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(30));
            } finally {
                host.plugIn();
            }
            await().ignoreException(BackendFailure.class).untilAsserted(() -> {
                try (var again = link.toSocket(DOCKER)) {
                    assertThat(pinged(again)).startsWith("HTTP/1.1 200");
                }
            });
        }
    }

    @Test
    void nothingSecretIsShown() {
        var target = host.target(host.key(), "sesame", null);
        assertThat(target.toString()).doesNotContain("sesame").doesNotContain("PRIVATE");
    }

    private static String pinged(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /_ping HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static BackendFailure failure(ThrowingCallable call) {
        var failure = catchThrowableOfType(BackendFailure.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }
}

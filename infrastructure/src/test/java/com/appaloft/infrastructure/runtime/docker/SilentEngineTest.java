package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine accepts connections and never answers, or only says that it is there. */
@Timeout(30)
class SilentEngineTest {
    private static final Engine.Deadlines SHORT =
            new Engine.Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final String PONG = "HTTP/1.1 200 OK\r\nApi-Version: 1.44\r\nContent-Length: 2\r\n\r\nOK";
    private static final String HALF = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @TempDir
    Path temporary;

    private ServerSocketChannel listener;
    private Engine engine;
    private volatile String toPings = PONG;
    private volatile String toOthers = "";

    @BeforeEach
    void listen() throws IOException {
        var socket = temporary.resolve("engine.sock");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
        engine = new Engine(new LocalReach("unix://" + socket), SHORT);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        listener.close();
    }

    @Test
    void aShortQuestionThatStreamsEndsAtItsDeadline() {
        assertSilent(() -> new ContainerLines(engine).last("web", 10));
        assertThatThrownBy(() -> new ContainerFiles(engine, "web").read("/etc/x"))
                .hasRootCauseMessage("no answer within 1 seconds");
    }

    @Test
    void whatWasAnsweredUntilTheDeadlineIsNotTakenForAll() {
        toOthers = HALF;
        assertSilent(() -> new ContainerLines(engine).last("web", 10));
    }

    @Test
    void anEngineThatIsTooOldIsSaidToBe() {
        toPings = PONG.replace("1.44", "1.39");
        assertThat(new EngineChecks(engine, Clock.systemUTC()).run())
                .filteredOn(check -> !check.passed())
                .first()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("engine-reachable");
                    assertThat(check.code()).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
                    assertThat(check.evidence()).contains("speaks API 1.39", "1.40 or newer is needed");
                    assertThat(check.advice()).isNotBlank();
                });
    }

    @Test
    void aQuestionThatMayTakeLongIsStillWaitedForUntilItIsCanceled() throws Exception {
        var build = new Operation((stream, line) -> {});
        var open = CompletableFuture.runAsync(
                () -> engine.open(EngineRequest.post("/build", Map.of()), build).close());
        assertThatThrownBy(() -> open.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        build.cancel();
        assertThatThrownBy(open::join).hasCauseInstanceOf(Operation.Canceled.class);
    }

    @Test
    void allWhoWaitForAnEngineThatDoesNotSayThatItIsThereLearnItAtOnce() {
        toPings = "";
        long asked = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = Stream.generate(() -> CompletableFuture.runAsync(() -> engine.ping(), threads))
                    .limit(20)
                    .toList();
            waiting.forEach(one -> assertThatThrownBy(one::join).hasRootCauseMessage("no answer within 1 seconds"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theChecksEndAtTheFirstQuestionThatIsNotAnswered() {
        var checks = new EngineChecks(engine, Clock.systemUTC()).run();
        assertThat(checks.getLast()).satisfies(check -> {
            assertThat(check.name()).isEqualTo("engine-version");
            assertThat(check.passed()).isFalse();
            assertThat(check.evidence()).contains("no answer within");
        });
    }

    private static void assertSilent(Runnable question) {
        assertThatThrownBy(question::run).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
            assertThat(failure.evidence()).contains("no answer within");
        });
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void answer(SocketChannel connection) {
        var asked = ByteBuffer.allocate(8192);
        try {
            connection.read(asked);
            var line = StandardCharsets.UTF_8.decode(asked.flip()).toString();
            connection.write(
                    ByteBuffer.wrap((line.contains("/_ping") ? toPings : toOthers).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException closed) {
            return;
        }
    }
}

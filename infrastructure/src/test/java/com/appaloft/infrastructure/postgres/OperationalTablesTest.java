package com.appaloft.infrastructure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.AttemptLogs;
import com.appaloft.application.port.HostObservations;
import com.appaloft.application.port.Receipts;
import com.appaloft.application.port.Releases;
import com.appaloft.application.port.Secrets;
import com.appaloft.application.port.Tombstones;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.testing.Persistence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logs, observations and receipts in their tables. */
class OperationalTablesTest {
    private static Persistence persistence;

    @BeforeAll
    static void start() {
        persistence = Persistence.on(PostgresForTests.fresh());
    }

    @AfterAll
    static void stop() {
        persistence.close();
    }

    @Test
    void logLinesAreKeptInOrderAndBounded() {
        var attempt = new DeploymentId("dep_long");
        for (int i = 0; i < JdbcAttemptLogs.MAX_LINES + 20; i++) {
            logs().append(attempt, "execute", "stdout", "line " + i);
        }
        var lines = lines(attempt);
        assertThat(lines).hasSize(JdbcAttemptLogs.MAX_LINES + 1);
        assertThat(lines).first().isEqualTo("line 0");
        assertThat(lines.get(JdbcAttemptLogs.MAX_LINES - 1)).isEqualTo("line " + (JdbcAttemptLogs.MAX_LINES - 1));
        assertThat(lines).last().isEqualTo(JdbcAttemptLogs.DROPPED);
    }

    @Test
    void logLinesAreCleanedCutAndMasked() {
        var attempt = new DeploymentId("dep_dirty");
        persistence
                .bean(UnitOfWork.class)
                .run(() -> persistence.bean(Secrets.class).put(new EnvironmentId("env_1"), "K", "s3cr3t-value"));
        logs().append(attempt, "execute", "stdout", "a\u0000b\u001b[31mc\td\ud800");
        logs().append(attempt, "execute", "stdout", "ä".repeat(5_000));
        logs().append(attempt, "execute", "stdout", "token s3cr3t-value");
        var lines = lines(attempt);
        assertThat(lines.get(0)).isEqualTo("ab[31mc d\ufffd");
        assertThat(lines.get(1).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(PrintedLine.MAX_BYTES);
        assertThat(lines.get(2)).isEqualTo("token ••••");
    }

    @Test
    void logLinesStayWhenTheUnitOfWorkAroundThemIsUndone() {
        var attempt = new DeploymentId("dep_undone");
        assertThatThrownBy(() -> persistence.bean(UnitOfWork.class).run(() -> {
                    logs().append(attempt, "plan", "system", "kept");
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lines(attempt)).containsExactly("kept");
    }

    @Test
    void aPrunedAttemptGetsNoLineAnyMore() {
        var attempt = new DeploymentId("dep_pruned");
        logs().append(attempt, "execute", "stdout", "before");
        persistence
                .bean(UnitOfWork.class)
                .run(() -> persistence
                        .bean(Tombstones.class)
                        .bury(attempt, new ResourceId("res_1"), Instant.parse("2026-03-01T10:00:00Z")));
        logs().append(attempt, "execute", "stdout", "after");
        assertThat(lines(attempt)).isEmpty();
    }

    /** Whoever asks for it anew while it is just carried out asks for more. */
    @Test
    void aReleaseAskedForAnewWhileItIsCarriedOutStays() {
        var releases = persistence.bean(Releases.class);
        var work = persistence.bean(UnitOfWork.class);
        var archive = new Releases.Release.Archive("sha256:" + "a".repeat(64));
        work.run(() -> releases.add(archive));
        var taken = work.perform(() -> releases.pending(10)).getFirst();
        work.run(() -> releases.add(archive));
        work.run(() -> releases.done(taken));
        var again = work.perform(() -> releases.pending(10));
        assertThat(again).extracting(Releases.Pending::release).containsExactly(archive);
        work.run(() -> releases.done(again.getFirst()));
        assertThat(work.perform(() -> releases.pending(10))).isEmpty();
    }

    @Test
    void theLatestLookAtAHostIsRemembered() {
        var observations = persistence.bean(HostObservations.class);
        var server = new ServerId("srv_1");
        assertThat(observations.last(server)).isEmpty();
        var later = new HostObservations.Seen(Instant.parse("2026-07-01T10:00:00.120Z"), true);
        observations.record(server, new HostObservations.Seen(Instant.parse("2026-03-01T10:00:00Z"), false));
        assertThat(observations.lastAnswer(server)).isEmpty();
        observations.record(server, later);
        assertThat(observations.last(server)).contains(later);
        var silent = new HostObservations.Seen(Instant.parse("2026-07-01T10:01:00Z"), false);
        observations.record(server, silent);
        assertThat(observations.last(server)).contains(silent);
        assertThat(observations.lastAnswer(server)).contains(later.at());
    }

    @Test
    void ofManyRequestsOfOneKeyOneIsAnsweredAndTheOthersGetItsAnswer() throws Exception {
        var receipts = persistence.bean(Receipts.class);
        var made = new AtomicInteger();
        var barrier = new CyclicBarrier(8);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = executor
                    .invokeAll(java.util.Collections.nCopies(8, () -> {
                        barrier.await();
                        return persistence
                                .bean(UnitOfWork.class)
                                .perform(() -> receipts.find("key").orElseGet(() -> {
                                    var fresh = new Receipts.Receipt("POST", "answer " + made.incrementAndGet());
                                    receipts.store("key", fresh);
                                    return fresh;
                                }));
                    }))
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .distinct();
            assertThat(answers).hasSize(1);
        }
    }

    private static AttemptLogs logs() {
        return persistence.bean(AttemptLogs.class);
    }

    private static List<String> lines(DeploymentId attempt) {
        return persistence
                .bean(JdbcClient.class)
                .sql("select line from attempt_log where deployment_id = ? order by seq")
                .param(attempt.value())
                .query(String.class)
                .list();
    }
}

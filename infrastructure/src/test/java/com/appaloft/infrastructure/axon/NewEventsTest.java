package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.NewEvents;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever reads the events is woken by every commit, in whichever process, and looks again where a notice may have been missed. */
class NewEventsTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final PostgresForTests.Fresh DATABASE = PostgresForTests.fresh();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Persistence one;
    private static Persistence other;

    @BeforeAll
    static void start() {
        one = Persistence.on(DATABASE);
        other = Persistence.on(DATABASE);
        awaitListening(pids -> pids.size() == 2);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void everyCommitWakesTheReadersOfEveryProcess() {
        for (int i = 0; i < 5; i++) {
            var project = fresh();
            try (var here = new Reader(one, project);
                    var there = new Reader(other, project)) {
                append(one, project);
                here.awaitSeen();
                there.awaitSeen();
            }
        }
    }

    @Test
    void aTransactionIsAnnouncedOnceIfItAppendedAndWasNotUndone() throws Exception {
        var project = fresh();
        try (var connection = DriverManager.getConnection(DATABASE.url());
                var statement = connection.createStatement()) {
            statement.execute("listen appaloft_events");
            one.bean(UnitOfWork.class).run(() -> one.bean(Projects.class).find(project));
            assertThatThrownBy(() -> one.bean(UnitOfWork.class).run(() -> {
                        one.bean(Projects.class).append(project, List.of(created(project)));
                        throw new IllegalStateException("undone");
                    }))
                    .hasMessage("undone");
            one.bean(UnitOfWork.class).run(() -> {
                append(one, project);
                append(one, fresh());
            });
            append(one, fresh());
            var heard = new AtomicInteger();
            await().atMost(SOON).until(() -> heard.addAndGet(pending(connection.unwrap(PGConnection.class))) >= 2);
            statement.execute("select 1");
            assertThat(heard.get() + pending(connection.unwrap(PGConnection.class)))
                    .isEqualTo(2);
        }
    }

    @Test
    void aListeningConnectionThatIsKilledComesBackAndItsReadersLookAgain() {
        var looks = new AtomicInteger();
        var before = listening();
        try (var reader = other.bean(NewEvents.class).listen(looks::incrementAndGet)) {
            one.bean(JdbcClient.class)
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where pid in (:pids)")
                    .param("pids", before)
                    .query()
                    .listOfRows();
            awaitListening(pids -> pids.size() == 2 && pids.stream().noneMatch(before::contains));
            await().atMost(SOON).until(() -> looks.get() > 0);
        }
        var project = fresh();
        try (var there = new Reader(other, project)) {
            append(one, project);
            there.awaitSeen();
        }
    }

    @Test
    void aLookThatFailsIsRepeatedAndOneThatIsClosedIsNot() {
        var looks = new AtomicInteger();
        var subscription = one.bean(NewEvents.class).listen(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("a reader that fails once");
            }
        });
        append(one, fresh());
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() == 2);
        subscription.close();
        var project = fresh();
        try (var here = new Reader(one, project)) {
            append(one, project);
            here.awaitSeen();
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void whatIsCommittedDuringALookMakesOneMoreAndNeverTwoAtOnce() throws Exception {
        var looks = new AtomicInteger();
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var reader = one.bean(NewEvents.class).listen(() -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.countDown();
            uninterrupted(goOn);
            looks.incrementAndGet();
            atOnce.decrementAndGet();
        })) {
            append(one, fresh());
            begun.await();
            for (int i = 0; i < 10; i++) {
                append(one, fresh());
            }
            goOn.countDown();
            await().atMost(SOON).until(() -> looks.get() >= 2 && atOnce.get() == 0);
            assertThat(most).hasValue(1);
            assertThat(looks.get()).isLessThan(10);
        }
    }

    /** Looks whether a project is there, whenever it is woken. */
    private static final class Reader implements AutoCloseable {
        private final CountDownLatch seen = new CountDownLatch(1);
        private final NewEvents.Subscription subscription;

        Reader(Persistence process, ProjectId project) {
            subscription = process.bean(NewEvents.class).listen(() -> {
                if (process.bean(Projects.class).find(project).isPresent()) {
                    seen.countDown();
                }
            });
        }

        void awaitSeen() {
            await().atMost(SOON).until(() -> seen.getCount() == 0);
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pending(PGConnection connection) throws Exception {
        var notices = connection.getNotifications(50);
        return notices == null ? 0 : notices.length;
    }

    private static void awaitListening(Predicate<List<Integer>> enough) {
        await().atMost(Duration.ofSeconds(10)).until(NewEventsTest::listening, enough);
    }

    private static List<Integer> listening() {
        return one.bean(JdbcClient.class).sql("""
                        select pid from pg_stat_activity
                        where datname = current_database() and application_name = 'appaloft-listener'
                            and state = 'idle' and query like 'listen%'""").query(Integer.class).list();
    }

    private static ProjectId fresh() {
        return new ProjectId("prj_new_" + NUMBER.incrementAndGet());
    }

    private static void append(Persistence process, ProjectId project) {
        process.bean(UnitOfWork.class)
                .run(() -> process.bean(Projects.class).append(project, List.of(created(project))));
    }

    private static ProjectEvent created(ProjectId project) {
        return new ProjectEvent.Created(project, "new", EventExamples.AT);
    }
}

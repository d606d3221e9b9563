package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.EventFeed.Entry;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.application.port.NewEvents;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.Tombstones;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who follows the store misses nothing and sees nothing twice, in whatever order the writers commit. */
class StoredEventsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final PostgresForTests.Fresh database = PostgresForTests.fresh();
    private Persistence process;
    private Sequence all;
    private Reader reader;

    @BeforeEach
    void start() {
        process = Persistence.on(database);
        all = process.bean(EventFeed.class).everything();
        reader = new Reader(all);
    }

    @AfterEach
    void stop() {
        reader.subscription.close();
        process.close();
    }

    @Test
    void whatCommitsLateIsReadInItsPlace() throws Exception {
        append("prj_a");
        try (var slow = connection();
                var quick = connection()) {
            insert(slow, "prj_slow", 0);
            insert(quick, "prj_quick", 0);
            quick.commit();
            append("prj_b");
            await().during(Duration.ofMillis(300))
                    .atMost(SOON)
                    .until(() -> reader.subjects().equals(List.of("prj_a")));
            slow.commit();
            await().atMost(SOON).until(() -> reader.seen.size() == 4);
        }
        assertThat(reader.subjects()).containsExactly("prj_a", "prj_slow", "prj_quick", "prj_b");
    }

    @Test
    void aPlaceThatWasTakenAndUndoneHoldsNobodyUp() throws Exception {
        append("prj_a");
        try (var undone = connection();
                var quick = connection()) {
            insert(undone, "prj_undone", 0);
            insert(quick, "prj_quick", 0);
            quick.commit();
            append("prj_b");
            undone.rollback();
            await().atMost(SOON).until(() -> reader.seen.size() == 3);
        }
        assertThat(reader.subjects()).containsExactly("prj_a", "prj_quick", "prj_b");
    }

    @Test
    void aLongTransactionThatWritesElsewhereHoldsNobodyUp() throws Exception {
        try (var elsewhere = connection();
                var undone = connection()) {
            elsewhere.createStatement().execute("create table elsewhere (x int)");
            insert(undone, "prj_undone", 0);
            undone.rollback();
            append("prj_a");
            await().atMost(SOON).until(() -> reader.seen.size() == 1);
            elsewhere.rollback();
        }
    }

    @Test
    void aProcessThatStartsWhileSomebodyWritesWaitsForItToo() throws Exception {
        try (var slow = connection();
                var quick = connection()) {
            insert(slow, "prj_slow", 0);
            insert(quick, "prj_quick", 0);
            quick.commit();
            try (var other = Persistence.on(database)) {
                var there = new Reader(other.bean(EventFeed.class).everything());
                await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> {
                    there.look();
                    return there.seen.isEmpty();
                });
                slow.commit();
                await().atMost(SOON).until(() -> {
                    there.look();
                    return there.seen.size() == 2;
                });
                assertThat(there.subjects()).containsExactly("prj_slow", "prj_quick");
            }
        }
    }

    @Test
    void manyWritersSomeOfThemUndoneLoseAndDoubleNothing() throws Exception {
        int writers = 6;
        int each = 60;
        var threads = new ArrayList<Thread>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            threads.add(Thread.ofVirtual().start(() -> write("prj_w" + writer, each)));
        }
        for (var thread : threads) {
            thread.join();
        }
        await().atMost(SOON.multipliedBy(4)).until(() -> reader.seen.size() >= writers * each);
        assertThat(reader.seen.stream().map(Entry::id)).doesNotHaveDuplicates().hasSize(writers * each);
        assertThat(reader.seen.stream().map(Entry::place)).isSorted();
        var places = process.bean(JdbcClient.class)
                .sql("select global_index from domain_event order by 1")
                .query(Long.class)
                .list();
        assertThat(reader.seen.stream().map(Entry::place)).containsExactlyElementsOf(places);
    }

    private void write(String stream, int events) {
        try (var connection = connection()) {
            for (int i = 0; i < events; ) {
                insert(connection, stream, i);
                connection.createStatement().execute("select pg_sleep(random() * 0.01)");
                if (NUMBER.incrementAndGet() % 5 == 0) {
                    connection.rollback();
                } else {
                    connection.createStatement().execute("notify appaloft_events, 'somebody'");
                    connection.commit();
                    i++;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void deletedEventsAreAGapForWhoWasBeforeThemAndForNobodyElse() throws Exception {
        for (int i = 0; i < 6; i++) {
            append("prj_" + i);
        }
        await().atMost(SOON).until(() -> reader.seen.size() == 6);
        long second = reader.seen.get(1).place();
        long fourth = reader.seen.get(3).place();
        process.bean(JdbcClient.class)
                .sql("delete from domain_event where aggregate_identifier in ('prj_2', 'prj_3')")
                .update();
        var page = all.after(second, 100);
        assertThat(page.gap()).isTrue();
        assertThat(page.entries()).extracting(Entry::subject).containsExactly("prj_4", "prj_5");
        assertThat(all.after(fourth, 100).gap()).isFalse();
        assertThat(all.after(Sequence.START, 2).gap()).isFalse();
        assertThat(all.after(Sequence.START, 3).gap()).isTrue();
    }

    @Test
    void aPlaceNobodyReachedIsKnownAndADeletedOneIsNotForgotten() throws Exception {
        append("prj_a");
        append("prj_b");
        await().atMost(SOON).until(() -> reader.seen.size() == 2);
        long last = reader.seen.getLast().place();
        process.bean(JdbcClient.class).sql("delete from domain_event").update();
        assertThat(all.reached(last)).isTrue();
        assertThat(all.reached(last + 1)).isFalse();
        assertThat(all.reached(Sequence.START)).isTrue();
    }

    @Test
    void aResourcesSequenceHoldsWhatConcernsItAndGoesPastTheRest() throws Exception {
        try (var writer = connection()) {
            insert(writer, "dep_1", 0, "{\"resourceId\": \"res_1\", \"at\": \"2026-03-01T10:00:00.000Z\"}");
            insert(writer, "dep_2", 0, "{\"resourceId\": \"res_2\", \"at\": \"2026-03-01T10:00:00.000Z\"}");
            insert(writer, "dep_1", 1);
            insert(writer, "dep_2", 1);
            insert(writer, "res_1", 0);
            insert(writer, "prj_1", 0);
            writer.commit();
        }
        append("prj_a");
        await().atMost(SOON).until(() -> reader.seen.size() == 7);
        var page = process.bean(EventFeed.class)
                .concerning(new ResourceId("res_1"))
                .after(Sequence.START, 100);
        assertThat(page.entries()).extracting(Entry::subject).containsExactly("dep_1", "dep_1", "res_1");
        assertThat(page.upTo()).isEqualTo(all.end());
    }

    /** PostgreSQL reads no JSON with the character 0 in it, and a program may print anything. */
    @Test
    void whatAProgramPrintedStopsNobodyWhoFollowsAResource() throws Exception {
        try (var writer = connection()) {
            insert(writer, "dep_1", 0, "{\"resourceId\": \"res_1\", \"at\": \"2026-03-01T10:00:00.000Z\"}");
            insert(writer, "dep_1", 1, "{\"evidence\": \"a\\u0000b \\\\u0000\", \"at\": \"2026-03-01T10:00:00.000Z\"}");
            insert(writer, "res_1", 0);
            writer.commit();
        }
        append("prj_a");
        await().atMost(SOON).until(() -> reader.seen.size() == 4);
        var page = process.bean(EventFeed.class)
                .concerning(new ResourceId("res_1"))
                .after(Sequence.START, 100);
        assertThat(page.entries()).extracting(Entry::subject).containsExactly("dep_1", "dep_1", "res_1");
    }

    @Test
    void anAttemptsSequenceIsItsHistoryAndAMissingBeginningIsAGap() throws Exception {
        try (var writer = connection()) {
            for (int i = 0; i < 5; i++) {
                insert(writer, "dep_1", i);
            }
            writer.commit();
        }
        var attempt = process.bean(EventFeed.class).of(new DeploymentId("dep_1"));
        assertThat(attempt.after(1, 2).entries()).extracting(Entry::place).containsExactly(2L, 3L);
        assertThat(attempt.after(1, 2).more()).isTrue();
        assertThat(attempt.after(1, 9).gap()).isFalse();
        assertThat(attempt.reached(4)).isTrue();
        assertThat(attempt.reached(5)).isFalse();
        process.bean(JdbcClient.class)
                .sql("delete from domain_event where sequence_number < 3")
                .update();
        assertThat(attempt.after(1, 9).gap()).isTrue();
        assertThat(attempt.after(2, 9).gap()).isFalse();
    }

    @Test
    void whoHasReadAnAttemptThatIsPrunedIsToldOfTheGapAndOfItsTombstone() throws Exception {
        try (var writer = connection()) {
            for (int i = 0; i < 5; i++) {
                insert(writer, "dep_1", i);
            }
            writer.commit();
        }
        var attempt = process.bean(EventFeed.class).of(new DeploymentId("dep_1"));
        process.bean(UnitOfWork.class)
                .run(() -> process.bean(Tombstones.class)
                        .bury(
                                new DeploymentId("dep_1"),
                                new ResourceId("res_1"),
                                Instant.parse("2026-03-01T10:00:00Z")));
        var page = attempt.after(4, 9);
        assertThat(page.gap()).isTrue();
        assertThat(page.entries()).extracting(Entry::name).containsExactly("deployment.pruned");
        assertThat(attempt.after(page.upTo(), 9).entries()).isEmpty();
        assertThat(attempt.after(page.upTo(), 9).gap()).isFalse();
    }

    @Test
    void anEntryIsACloudEventAroundTheStoredJson() throws Exception {
        append("prj_a");
        await().atMost(SOON).until(() -> reader.seen.size() == 1);
        var entry = reader.seen.getFirst();
        var event = EventJson.mapper().readTree(entry.cloudEvent());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(entry.id()).startsWith("evt_");
        assertThat(event.path("source").asText()).startsWith("urn:appaloft:");
        assertThat(event.path("type").asText()).isEqualTo("project.created");
        assertThat(event.path("subject").asText()).isEqualTo("prj_a");
        assertThat(event.path("time").asText()).isEqualTo("2026-03-01T10:00:00.120Z");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        var stored = process.bean(JdbcClient.class)
                .sql("select payload from domain_event")
                .query(String.class)
                .single();
        assertThat(entry.cloudEvent()).contains("\"data\":" + stored).doesNotContain("\n");
    }

    /** Follows a sequence in small pages whenever it is woken. */
    private static final class Reader {
        final List<Entry> seen = new ArrayList<>();
        final NewEvents.Subscription subscription;
        private final Sequence sequence;
        private long place = Sequence.START;

        Reader(Sequence sequence) {
            this.sequence = sequence;
            this.subscription = sequence.listen(this::look);
        }

        synchronized void look() {
            EventFeed.Page page;
            do {
                page = sequence.after(place, 3);
                seen.addAll(page.entries());
                place = page.upTo();
            } while (page.more());
        }

        synchronized List<String> subjects() {
            return seen.stream().map(Entry::subject).toList();
        }
    }

    private void append(String project) {
        var id = new ProjectId(project);
        process.bean(UnitOfWork.class)
                .run(() -> process.bean(Projects.class)
                        .append(id, List.of(new ProjectEvent.Created(id, "new", EventExamples.AT))));
    }

    private Connection connection() throws SQLException {
        var connection = DriverManager.getConnection(database.url());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, String stream, int sequence) throws SQLException {
        insert(connection, stream, sequence, "{\"at\": \"2026-03-01T10:00:00.000Z\"}");
    }

    private static void insert(Connection connection, String stream, int sequence, String payload) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into domain_event (event_identifier, aggregate_identifier, sequence_number, recorded_at, payload_type,
                    payload_revision, payload, meta_data)
                values (gen_random_uuid()::text, ?, ?, '2026-03-01T10:00:00.000Z', 'test.happened', '1', ?, '{}')""")) {
            insert.setString(1, stream);
            insert.setInt(2, sequence);
            insert.setString(3, payload);
            insert.executeUpdate();
        }
    }
}

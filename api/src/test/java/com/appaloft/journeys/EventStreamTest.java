package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who follows events sees each once and in order, whatever happens to the line, the server or the other followers. */
class EventStreamTest {
    private static final int AT_ONCE = 12;
    private static final int WRITERS = 5;
    private static final int EACH = 200;
    private static final int KILLS = 100;
    private static final String ALL = "/api/events/stream";
    private static final PostgresForTests.Fresh DATABASE = PostgresForTests.fresh();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    static InProcess controlPlane;
    static Workspace at;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess(
                new FakeBackend(InProcess.KIND),
                DATABASE.url(),
                List.of("appaloft.streams.heartbeat=300ms", "appaloft.streams.at-once=" + AT_ONCE));
        controlPlane.host().image("stream/app:v1", FakeImage.serving());
        at = new Workspace(controlPlane.api(), InProcess.KIND);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void aClientKilledAndResumedAHundredTimesSeesEachEventOnceAndInOrder() throws Exception {
        var begin = last();
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < WRITERS; w++) {
            var environment = at.api.created(
                    "/api/environments", Map.of("projectId", at.project, "name", "e" + w, "kind", "custom"));
            writers.add(Thread.ofVirtual().start(() -> write(environment)));
        }
        var undone = Thread.ofVirtual().start(EventStreamTest::takePlacesAndUndo);
        var random = new Random(5);
        var seen = new ArrayList<StreamClient.Event>();
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill == KILLS / 2) {
                controlPlane.stop();
                controlPlane.start();
            }
            read(seen, begin, 1 + random.nextInt(2 * WRITERS * EACH / KILLS - 1));
        }
        for (var writer : writers) {
            writer.join();
        }
        undone.join();
        var stored = controlPlane
                .bean(JdbcClient.class)
                .sql("select 'evt_' || replace(event_identifier, '-', '') from domain_event where global_index > ? "
                        + "order by global_index")
                .param(Long.parseLong(begin.substring(1)))
                .query(String.class)
                .list();
        read(seen, begin, stored.size() - seen.size());
        assertThat(stored.size()).isGreaterThanOrEqualTo(WRITERS * EACH);
        assertThat(seen.stream().map(e -> e.text("id"))).containsExactlyElementsOf(stored);
        System.out.println("stream: events " + stored.size() + ", kills " + KILLS + ", restarts 1, lost 0, doubled 0");
    }

    /** Reads so many and cuts the line; comes back as often as the server is away. */
    private static void read(List<StreamClient.Event> seen, String begin, int events) {
        int until = seen.size() + events;
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            var last = seen.isEmpty() ? begin : seen.getLast().id();
            try (var client = new StreamClient(controlPlane.port(), ALL, "Last-Event-ID", last)) {
                while (seen.size() < until) {
                    var event = client.next();
                    if (event == null) {
                        return false;
                    }
                    seen.add(event);
                }
                return true;
            }
        });
    }

    private static void write(String environment) {
        for (int i = 0; i < EACH; ) {
            try {
                var answer = at.api.send(
                        "PUT",
                        "/api/environments/" + environment + "/variables/V" + i,
                        Map.of("value", "x" + i),
                        Map.of());
                i += answer.status() == 204 ? 1 : 0;
            } catch (UncheckedIOException away) {
                Thread.onSpinWait();
            }
        }
    }

    private static void takePlacesAndUndo() {
        try (var connection = DriverManager.getConnection(DATABASE.url())) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 100; i++) {
                insert(connection, "undone_" + i, "{}");
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(java.sql.Connection connection, String stream, String payload) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into domain_event (event_identifier, aggregate_identifier, sequence_number, recorded_at, payload_type,
                    payload_revision, payload, meta_data)
                values (gen_random_uuid()::text, ?, 0, '2026-03-01T10:00:00.000Z', 'test.happened', '1', ?, '{}')""")) {
            insert.setString(1, stream);
            insert.setString(2, payload);
            insert.executeUpdate();
        }
    }

    @Test
    void aFollowerThatNeverReadsDelaysNobody() throws Exception {
        var begin = last();
        try (var silent = new Socket("127.0.0.1", controlPlane.port());
                var client = opened(ALL, "Last-Event-ID", begin);
                var connection = DriverManager.getConnection(DATABASE.url())) {
            silent.getOutputStream()
                    .write(("GET " + ALL + "?after=" + begin + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                    + ControlPlaneProcess.TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            var filler = "{\"filler\": \"" + "x".repeat(100_000) + "\"}";
            int many = 200;
            for (int i = 0; i < many; i++) {
                insert(connection, "filler_" + NUMBER.incrementAndGet(), filler);
            }
            var project = at.api.created("/api/projects", Map.of("name", "not delayed"));
            var event = client.next();
            int seen = 0;
            while (event != null && !event.text("subject").equals(project)) {
                seen++;
                event = client.next();
            }
            assertThat(event).isNotNull();
            assertThat(seen).isGreaterThanOrEqualTo(many);
        }
    }

    @Test
    void anAttemptsStreamIsItsTimelineAndClosesWhenItEnds() throws Exception {
        var resource = at.worker("stream-" + NUMBER.incrementAndGet(), "stream/app:v1");
        var attempt = at.api.deploy(resource);
        var path = "/api/deployments/" + attempt + "/timeline";
        var names = new ArrayList<String>();
        var ids = new ArrayList<String>();
        try (var client = new StreamClient(controlPlane.port(), path + "/stream?untilTerminal=true")) {
            assertThat(client.header("Content-Type")).startsWith("text/event-stream");
            for (var event = client.next(); event != null; event = client.next()) {
                names.add(event.name());
                ids.add(event.id());
                if (event.id() != null) {
                    assertThat(event.text("type")).isEqualTo(event.name());
                    assertThat(event.text("subject")).isEqualTo(attempt);
                    assertThat(event.text("specversion")).isEqualTo("1.0");
                }
            }
        }
        assertThat(names).startsWith("deployment.requested").endsWith("deployment.succeeded", "closed");
        var items = at.api.get(path).body().path("items");
        assertThat(names.subList(0, names.size() - 1))
                .containsExactlyElementsOf(items.valueStream()
                        .map(item -> item.path("event").asString())
                        .toList());
        assertThat(ids.subList(0, ids.size() - 1))
                .containsExactlyElementsOf(items.valueStream()
                        .map(item -> item.path("cursor").asString())
                        .toList());
        try (var again = new StreamClient(
                controlPlane.port(), path + "/stream?untilTerminal=true&after=" + ids.get(ids.size() - 2))) {
            assertThat(again.next().name()).isEqualTo("closed");
            assertThat(again.next()).isNull();
        }
    }

    @Test
    void silenceIsBrokenByHeartbeatsAndTheLastIdGoesBeforeAfter() throws Exception {
        var before = last();
        var project = at.api.created("/api/projects", Map.of("name", "last"));
        try (var client = opened(ALL + "?after=g1", "Last-Event-ID", before)) {
            assertThat(client.next().text("subject")).isEqualTo(project);
            assertThat(client.any().name()).isEqualTo("heartbeat");
            assertThat(client.any().name()).isEqualTo("heartbeat");
        }
    }

    @Test
    void aSecretIsInNoEvent() throws Exception {
        var begin = last();
        var value = "s3cret-that-no-follower-sees";
        at.api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/PASSWORD",
                Map.of("value", value, "secret", true),
                Map.of());
        var attempt = at.api.deploy(at.worker("secret-" + NUMBER.incrementAndGet(), "stream/app:v1"));
        at.api.ended(attempt);
        var seen = new ArrayList<String>();
        try (var client = opened(ALL + "?after=" + begin)) {
            for (var event = client.next();
                    !event.name().equals("deployment.succeeded")
                            || !event.text("subject").equals(attempt);
                    event = client.next()) {
                seen.add(event.name() + " " + event.data());
            }
        }
        assertThat(seen)
                .anyMatch(event -> event.startsWith("environment.secret-set"))
                .anyMatch(event -> event.contains("PASSWORD") && event.startsWith("deployment."))
                .noneMatch(event -> event.contains(value));
    }

    @Test
    void whatWasPrunedMeanwhileIsAGap() throws Exception {
        var begin = last();
        var resource = at.worker("pruned-" + NUMBER.incrementAndGet(), "stream/app:v1");
        var gone = at.api.deploy(resource);
        at.api.succeeded(gone);
        var kept = at.api.deploy(resource);
        at.api.succeeded(kept);
        at.api.post("/api/deployments/" + gone + "/archive", Map.of("confirm", gone));
        var before = Instant.now().toString();
        var pruned = at.api.post(
                "/api/deployments/prune", Map.of("before", before, "resourceId", resource, "dryRun", false));
        assertThat(pruned.body().path("affectedDeploymentIds").toString()).contains(gone);
        try (var client = opened(ALL + "?after=" + begin)) {
            var gap = client.next();
            assertThat(gap.name()).isEqualTo("gap");
            assertThat(gap.id()).isNull();
            assertThat(gap.text("after")).isEqualTo(begin);
            var last = client.next();
            while (!last.text("subject").equals(gone)) {
                last = client.next();
            }
            assertThat(last.name()).as("all that is left of it").isEqualTo("deployment.pruned");
        }
        try (var client = opened(ALL + "?after=" + last())) {
            var next = at.api.created("/api/projects", Map.of("name", "next"));
            assertThat(client.next().text("subject")).isEqualTo(next);
        }
    }

    @Test
    void whatCannotBeFollowedIsRefusedBeforeTheStreamBegins() throws Exception {
        var resource = at.worker("refused-" + NUMBER.incrementAndGet(), "stream/app:v1");
        var deployment = at.api.deploy(resource);
        at.api.ended(deployment);
        var attempt = "/api/deployments/" + deployment + "/timeline/stream";
        refused(400, "validation_error", ALL + "?after=zzz");
        refused(400, "validation_error", ALL + "?after=5");
        refused(400, "validation_error", ALL + "?after=g999999999");
        refused(400, "validation_error", ALL, "Last-Event-ID", "g999999999");
        refused(400, "validation_error", attempt + "?after=100000");
        refused(400, "validation_error", attempt + "?after=g1");
        refused(400, "validation_error", attempt + "?untilTerminal=maybe");
        refused(404, "not_found", "/api/deployments/dep_none/timeline/stream");
        refused(401, "unauthenticated", ALL, "Authorization", "Bearer no");
    }

    @Test
    void moreStreamsThanPlacesAreRefusedUntilOneIsLeft() throws Exception {
        var open = new ArrayList<StreamClient>();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                open.add(new StreamClient(controlPlane.port(), ALL + "?after=now"));
                return open.getLast().status == 503;
            });
            assertThat(open.getLast().header("Retry-After")).isEqualTo("5");
            assertThat(open.getLast().problem().path("code").asString()).isEqualTo("stream_limit_reached");
            assertThat(open.size()).isLessThanOrEqualTo(AT_ONCE + 1);
            open.removeFirst().close();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (var next = new StreamClient(controlPlane.port(), ALL + "?after=now")) {
                    return next.status == 200;
                }
            });
        } finally {
            open.forEach(StreamClient::close);
        }
    }

    /** Once there is a place: those of clients that were cut are free after their next heartbeat. */
    private static StreamClient opened(String path, String... headers) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> new StreamClient(controlPlane.port(), path, headers), client -> client.status == 200);
    }

    private static void refused(int status, String code, String path, String... headers) throws IOException {
        try (var client = new StreamClient(controlPlane.port(), path, headers)) {
            assertThat(client.status).as(path).isEqualTo(status);
            assertThat(client.header("Content-Type")).startsWith("application/problem+json");
            assertThat(client.problem().path("code").asString()).isEqualTo(code);
        }
    }

    /** The cursor of the last event of all. */
    private static String last() {
        return "g"
                + controlPlane
                        .bean(JdbcClient.class)
                        .sql("select max(global_index) from domain_event")
                        .query(Long.class)
                        .single();
    }
}

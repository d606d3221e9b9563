package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.infrastructure.axon.ReplayEvents;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Read models rebuilt from the events are the live ones, row for row, after a history of everything. */
class RebuildTest {
    /** What is not folded from events: the store itself, the queue, and what operations keep beside it. */
    private static final Set<String> NOT_FOLDED = Set.of(
            "domain_event",
            "domain_event_snapshot",
            "work_queue",
            "attempt_log",
            "host_observation",
            "idempotency_receipt",
            "environment_secret",
            "flyway_schema_history",
            "admin_token",
            "installation",
            "deleted_events",
            "webhook",
            "webhook_dead_letter",
            "webhook_queue",
            "retention_release");

    @Test
    void rebuiltReadModelsEqualTheLiveOnes() {
        try (var controlPlane = new InProcess()) {
            var at = new Workspace(controlPlane.api(), InProcess.KIND);
            liveThroughEverything(controlPlane, at);
            var jdbc = controlPlane.bean(JdbcClient.class);
            var live = rows(jdbc);
            assertThat(live.get("domain_view")).hasSize(1);
            long events = controlPlane.bean(ReplayEvents.class).rebuild();
            var rebuilt = rows(jdbc);
            assertThat(live.values().stream().mapToInt(List::size).sum()).isGreaterThan(100);
            assertThat(rebuilt.keySet()).isEqualTo(live.keySet());
            live.forEach(
                    (table, before) -> assertThat(rebuilt.get(table)).as(table).isEqualTo(before));
            System.out.println("rebuilt from " + events + " events: " + live.size() + " tables, "
                    + live.values().stream().mapToInt(List::size).sum() + " rows, differences 0");
        }
    }

    private static void liveThroughEverything(InProcess controlPlane, Workspace at) {
        controlPlane.host().image("rebuild/app:v1", FakeImage.serving());
        controlPlane.host().image("rebuild/app:broken", FakeImage.exiting(3, "no"));
        var random = new Random(3);
        for (int r = 0; r < 3; r++) {
            var resource = at.worker("rebuild-" + r, "rebuild/app:v1");
            String last = at.api.deploy(resource);
            at.api.ended(last);
            for (int i = 0; i < 6; i++) {
                at.relink(
                        resource,
                        Workspace.image(i % 2 == 0 ? "rebuild/app:v1" : "rebuild/app:broken"),
                        Workspace.image(i % 2 == 0 ? "rebuild/app:broken" : "rebuild/app:v1"));
                var answer = random.nextBoolean()
                        ? at.api.post("/api/deployments", Map.of("resourceId", resource))
                        : at.api.post("/api/deployments/" + last + "/retry", null);
                if (answer.status() == 202) {
                    last = answer.text("id");
                    if (random.nextInt(3) == 0) {
                        at.cancel(last);
                    }
                    at.api.ended(last);
                }
            }
        }
        at.api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/GREETING",
                Map.of("value", "hello"),
                Map.of());
        at.api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/PASSWORD",
                Map.of("value", "s3cret-value", "secret", true),
                Map.of());
        domains(at);
    }

    private static void domains(Workspace at) {
        var resource = at.resource(
                "rebuild-named",
                Workspace.image("rebuild/app:v1"),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Map.of("type", "none"));
        var domains = "/api/resources/" + resource + "/domains";
        for (var name : List.of("stays.example.com", "goes.example.com")) {
            assertThat(at.api.post(domains, Map.of("domain", name)).status()).isEqualTo(201);
        }
        assertThat(at.api
                        .send("DELETE", domains + "/goes.example.com", null, Map.of())
                        .status())
                .isEqualTo(204);
    }

    static Map<String, List<String>> rows(JdbcClient jdbc) {
        var rows = new TreeMap<String, List<String>>();
        jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !NOT_FOLDED.contains(table))
                .forEach(table -> rows.put(
                        table,
                        jdbc.sql("select to_jsonb(t)::text from " + table + " t order by 1")
                                .query(String.class)
                                .list()));
        return rows;
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services of a compose file on the real engine: served as one, proven as one, rolled back as one. */
class ComposeJourneyIT {
    private static final String SHOP = """
            services:
              web:
                build: ./web
                depends_on: {db: {condition: service_healthy}}
              db:
                build: ./db
                command: [/bin/busybox, sh, -c, "%s"]
                healthcheck: {test: [CMD, /bin/busybox, test, -f, /ready], interval: 300ms, timeout: 2s, retries: 40}
            """;
    private static final String READY = "/bin/busybox sleep 1; : > /ready; exec /bin/busybox sleep 1000";

    static ControlPlaneProcess controlPlane;
    static Engine engine;
    static Workspace at;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        controlPlane = new ControlPlaneProcess();
        engine = new Engine();
        at = new Workspace(controlPlane.api());
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        engine.close();
    }

    @Test
    void servicesAreServedReplacedAndRolledBackAsOne() throws IOException {
        int port = Site.freePort();
        var site = new Site(port);
        var resource = shop("shop", port);
        version("first", READY);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        assertThat(site.visit()).isEqualTo("first");
        assertThat(engine.runningOf(resource)).hasSize(2);

        version("broken", "echo no-tables; exit 9");
        var broken = at.api.ended(at.api.deploy(resource));
        assertThat(broken.path("status").asString()).isEqualTo("failed");
        assertThat(broken.path("failure").toString()).contains("db", "no-tables");
        assertThat(engine.containersOf(broken.path("id").asString())).isEmpty();
        assertThat(site.visit()).isEqualTo("first");

        version("second", READY);
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(site.visit()).isEqualTo("second");
        gone(first);

        var rollback = at.rollback(second, first);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        at.api.succeeded(rollback.text("id"));
        assertThat(site.visit()).isEqualTo("first");
        assertThat(engine.runningOf(resource)).hasSize(2);
        assertThat(engine.containersOf(rollback.text("id"))).hasSize(2);
        gone(second);
        // what served before is taken away after the success is recorded, its network last
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.networksOf(resource))
                        .as("one, of what serves")
                        .hasSize(1));
    }

    @Test
    void aKillBetweenTheStartsOfTwoServicesLeavesOnlyWhatServes() throws IOException {
        int port = Site.freePort();
        var resource = shop("killed", port);
        version("before", READY);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        version("after", "exec /bin/busybox sleep 1000");
        var attempt = at.api.deploy(resource);
        Awaitility.await("the first of two services runs")
                .atMost(Duration.ofSeconds(30))
                .until(() -> engine.containersOf(attempt).stream()
                        .anyMatch(container -> container.getState().equals("running")));
        controlPlane.killHard();
        controlPlane.start();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("interrupted");
        assertThat(engine.containersOf(attempt)).isEmpty();
        assertThat(engine.containersOf(first)).hasSize(2);
        assertThat(engine.networksOf(resource)).hasSize(1);
        assertThat(new Site(port).visit()).isEqualTo("before");
    }

    /** What served is removed after the attempt that replaced it has ended. */
    private static void gone(String attempt) {
        Awaitility.await("nothing is left of " + attempt)
                .atMost(Duration.ofSeconds(30))
                .until(() -> engine.containersOf(attempt).isEmpty());
    }

    private String shop(String name, int port) {
        return at.resource(
                name,
                Map.of("kind", "compose", "locator", folder.toString(), "service", "web"),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", port),
                Workspace.httpHealth());
    }

    private void version(String text, String db) throws IOException {
        part("web", Apps.site(text));
        part("db", Apps.site("db"));
        Files.writeString(folder.resolve("compose.yaml"), SHOP.formatted(db));
    }

    private void part(String name, Path app) throws IOException {
        Apps.become(Files.createDirectories(folder.resolve(name)), app);
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while a name changes hands: its visitors, who never try again, are answered by what is said to serve. */
class EdgeCrashIT {
    private static final int ROUNDS = Integer.getInteger("appaloft.crash.rounds", 3);
    private static final long SEED = Long.getLong("appaloft.crash.seed", 20_261_129);
    private static final int VISITORS = 4;

    @TempDir
    static Path folder;

    static DockerForTests docker;
    static ControlPlaneProcess controlPlane;
    static Engine engine;
    static Workspace at;
    static int port;

    @BeforeAll
    static void start() {
        docker = new DockerForTests();
        engine = new Engine();
        port = Site.freePort();
        var image = docker.newTag();
        docker.tag(docker.image(TestImages.caddy()), image);
        controlPlane = new ControlPlaneProcess(Map.of(
                "APPALOFT_PROXY_IMAGE",
                image,
                "APPALOFT_PROXY_PORTS",
                port + "," + Site.freePort(),
                "APPALOFT_PROXY_FOLDER",
                folder.toString()));
        at = new Workspace(controlPlane.api());
    }

    @AfterAll
    static void stop() throws IOException {
        controlPlane.close();
        engine.close();
        docker.close();
    }

    @Test
    void onceItWasSwitchedWhatServedBeforeServesAgain() throws Exception {
        var app = Apps.siteWithSlowPart("version 1", 12);
        var resource = named("drained", app);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var visitor = visitor("drained");
        try (var crowd = visitor.crowd(VISITORS)) {
            var slow = CompletableFuture.supplyAsync(() -> visitor.read("/cgi-bin/slow"), Thread::startVirtualThread);
            Apps.become(app, Apps.site("version 2"));
            var next = at.api.deploy(resource);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> visitor.visit().equals("version 2"));
            killAndStartAgain();
            assertThat(ended(next)).isEqualTo("interrupted");
            assertThat(visitor.visit()).isEqualTo("version 1");
            assertThat(engine.containersOf(next)).isEmpty();
            assertThat(slow.join()).endsWith("version 1");
            at.api.succeeded(at.api.accepted("/api/deployments/" + next + "/retry", null));
            assertThat(visitor.visit()).isEqualTo("version 2");
            assertThat(crowd.visits()).isGreaterThan(100);
            assertThat(crowd.failed()).isEmpty();
        }
        Apps.delete(app);
    }

    @Test
    void atRandomMomentsTheNameLeadsToWhatIsSaidToServe() throws Exception {
        var app = Apps.site("version 0");
        var resource = named("random", app);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = visitor("random");
        var random = new Random(SEED);
        int serves = 0;
        try (var crowd = visitor.crowd(VISITORS)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Apps.become(app, Apps.site("version " + round));
                var attempt = at.api.deploy(resource);
                Thread.sleep(500 + random.nextInt(3_000));
                killAndStartAgain();
                var status = ended(attempt);
                assertThat(status).isIn("succeeded", "interrupted");
                serves = status.equals("succeeded") ? round : serves;
                assertThat(visitor.visit()).as("round %s, %s", round, status).isEqualTo("version " + serves);
                assertThat(engine.runningOf(resource)).hasSize(1);
            }
            System.out.println("kill -9 at " + ROUNDS + " random moments (seed " + SEED + ") under " + crowd.visits()
                    + " visits: " + crowd.failed().size() + " failed");
            assertThat(crowd.failed()).isEmpty();
        }
        Apps.delete(app);
    }

    private static void killAndStartAgain() {
        controlPlane.killHard();
        controlPlane.start();
    }

    private static String ended(String attempt) {
        return at.api.ended(attempt).path("status").asString();
    }

    private static Visitor visitor(String name) {
        return new Visitor("127.0.0.1", port, name + ".production.localhost");
    }

    private static String named(String name, Path app) {
        return at.resource(
                name,
                Workspace.folder(app),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** kill -9 at any moment: accepted commands are all there, and nothing stays active that nobody carries. */
class CrashJourneyIT {
    private static final int ROUNDS = Integer.getInteger("appaloft.crash.rounds", 3);
    private static final long SEED = Long.getLong("appaloft.crash.seed", 20_261_123);

    static ControlPlaneProcess controlPlane;
    static Engine engine;
    static Workspace at;

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
    void inDetect() throws Exception {
        try (var silentRegistry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var repository = "127.0.0.1:" + silentRegistry.getLocalPort() + "/app";
            var resource = at.worker("crash-detect", repository + ":v1");
            var attempt = at.api.deploy(resource);
            silentRegistry.accept();
            killAndStartAgain();
            interrupted(attempt);
            engine.buildSite(repository + ":v1", "arrived meanwhile");
            retrySucceeds(attempt);
        }
    }

    /** Planning takes milliseconds: the database, which is the test's to touch, keeps its only append waiting. */
    @Test
    void inPlan() throws Exception {
        var resource = at.folderSite("crash-plan", Apps.site("planned twice"), Site.freePort());
        String attempt;
        try (var held = HeldAppend.of(controlPlane.data(), "deployment.snapshot-captured")) {
            attempt = at.api.deploy(resource);
            held.awaitWaiting();
            assertThat(at.api.deployment(attempt).path("phase").asString()).isEqualTo("plan");
            controlPlane.killHard();
        }
        controlPlane.start();
        interrupted(attempt);
        assertThat(at.api.deployment(attempt).path("phase").asString()).isEqualTo("plan");
        retrySucceeds(attempt);
    }

    @Test
    void inExecute() {
        var resource = at.folderSite("crash-execute", Apps.slowToBuild("built slowly", 4), Site.freePort());
        crashIn("execute", resource);
    }

    @Test
    void inVerify() {
        var resource = at.folderSite("crash-verify", Apps.slowToServe("served late", 4), Site.freePort());
        crashIn("verify", resource);
    }

    @Test
    void inCutOverWhatServedBeforeServesAgain() {
        int port = Site.freePort();
        Path folder = Apps.site("before the crash");
        var resource = at.folderSite("crash-cut-over", folder, port);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(folder, Apps.slowToServe("after the crash", 3));
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "cut-over");
        killAndStartAgain();
        interrupted(attempt);
        assertThat(new Site(port).visit()).isEqualTo("before the crash");
        retrySucceeds(attempt);
        assertThat(new Site(port).visit()).isEqualTo("after the crash");
    }

    @Test
    void atRandomMomentsNothingIsLostOrDoubled() throws Exception {
        int port = Site.freePort();
        var folder = Apps.site("start");
        var resource = at.folderSite("crash-random", folder, port);
        var random = new Random(SEED);
        var accepted = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            Apps.become(folder, Apps.site("round " + round));
            var answer = at.api.send(
                    "POST",
                    "/api/deployments",
                    Map.of("resourceId", resource),
                    Map.of("Idempotency-Key", resource + "-" + round));
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
            accepted.add(answer.text("id"));
            Thread.sleep(random.nextInt(3_000));
            killAndStartAgain();
            var again = at.api.send(
                    "POST",
                    "/api/deployments",
                    Map.of("resourceId", resource),
                    Map.of("Idempotency-Key", resource + "-" + round));
            assertThat(again.text("id")).as("the same answer after the crash").isEqualTo(answer.text("id"));
            awaitEnded(answer.text("id"));
        }
        var items = at.api
                .get("/api/deployments?limit=100&resourceId=" + resource)
                .body()
                .path("items");
        var found = new HashSet<String>();
        items.forEach(i -> found.add(i.path("id").asString()));
        assertThat(found).hasSize(ROUNDS).containsExactlyInAnyOrderElementsOf(accepted);
        var last = at.api.succeeded(at.api.deploy(resource));
        assertThat(last.path("status").asString()).isEqualTo("succeeded");
        assertThat(new Site(port).visit()).isEqualTo("round " + (ROUNDS - 1));
        assertThat(engine.runningOf(resource)).hasSize(1);
        System.out.println("kill -9 at " + ROUNDS + " random moments (seed " + SEED + "): accepted " + accepted.size()
                + ", lost 0, doubled 0");
    }

    private static void crashIn(String phase, String resource) {
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, phase);
        killAndStartAgain();
        interrupted(attempt);
        retrySucceeds(attempt);
    }

    private static void killAndStartAgain() {
        controlPlane.killHard();
        controlPlane.start();
    }

    private static void interrupted(String attempt) {
        awaitEnded(attempt);
        var ended = at.api.deployment(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("interrupted");
        assertThat(engine.containersOf(attempt)).isEmpty();
        var readiness = at.api.readiness(attempt, "");
        assertThat(readiness.path("retryable").asBoolean()).as("%s", readiness).isTrue();
    }

    private static void awaitEnded(String attempt) {
        Awaitility.await("the attempt ends without anybody acting")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !Api.ACTIVE.contains(
                        at.api.deployment(attempt).path("status").asString()));
    }

    private static void retrySucceeds(String attempt) {
        at.api.succeeded(at.api.accepted("/api/deployments/" + attempt + "/retry", null));
    }
}

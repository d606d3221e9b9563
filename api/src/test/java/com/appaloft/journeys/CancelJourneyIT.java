package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Canceled is said only when the host shows nothing of the attempt, whatever it was doing. */
class CancelJourneyIT {
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
    void duringABuild() {
        var folder = Apps.slowToBuild("never", 60);
        var resource = at.folderSite("cancel-build", folder, Site.freePort());
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "execute");
        canceledAndFree(resource, attempt);
    }

    @Test
    void duringAPullThatNeverAnswers() throws Exception {
        try (var silentRegistry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var resource = at.worker("cancel-pull", "127.0.0.1:" + silentRegistry.getLocalPort() + "/app:v1");
            var attempt = at.api.deploy(resource);
            at.api.awaitPhase(attempt, "detect");
            silentRegistry.accept();
            canceledAndFree(resource, attempt);
        }
    }

    @Test
    void duringAHealthWait() {
        var folder = Apps.slowToServe("late", 60);
        var resource = at.folderSite("cancel-health", folder, Site.freePort());
        at.api.send(
                "PATCH",
                "/api/resources/" + resource + "/profile",
                Map.of(
                        "health",
                        Map.of(
                                "type",
                                "http",
                                "path",
                                "/index.html",
                                "intervalSeconds",
                                1,
                                "timeoutSeconds",
                                1,
                                "retries",
                                60,
                                "startPeriodSeconds",
                                60)),
                Map.of());
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "verify");
        canceledAndFree(resource, attempt);
    }

    @Test
    void atAnyMomentAroundStartAndCutOverWhatServedBeforeServes() throws Exception {
        int port = Site.freePort();
        var folder = Apps.site("before");
        var resource = at.folderSite("cancel-any-moment", folder, port);
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        String serving = "before";
        int canceled = 0;
        for (int round = 0; round < 12; round++) {
            var text = "round " + round;
            Apps.become(folder, Apps.site(text));
            var attempt = at.api.deploy(resource);
            at.api.awaitPhase(attempt, round % 2 == 0 ? "execute" : "cut-over");
            Thread.sleep(round * 70L);
            at.cancel(attempt);
            var ended = at.api.ended(attempt).path("status").asString();
            if (ended.equals("succeeded")) {
                serving = text;
            } else {
                assertThat(ended).isEqualTo("canceled");
                assertThat(engine.containersOf(attempt)).isEmpty();
                canceled++;
            }
            assertThat(new Site(port).visit())
                    .as("round %d ended %s", round, ended)
                    .isEqualTo(serving);
        }
        System.out.println("canceled around start and cut-over: " + canceled + " of 12, wrong content afterwards: 0");
        assertThat(canceled).isPositive();
    }

    @Test
    void aWrongConfirmationOrAnEndedAttemptChangesNothing() {
        engine.buildSite("appaloft-journey/ended:v1", "ended");
        var resource = at.worker("cancel-ended", "appaloft-journey/ended:v1");
        var attempt = at.api.deploy(resource);
        var wrong = at.api.post("/api/deployments/" + attempt + "/cancel", Map.of("confirm", attempt.toUpperCase()));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("code")).isEqualTo("confirmation_mismatch");
        at.api.succeeded(attempt);
        var late = at.cancel(attempt);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("deployment_cancel_not_allowed");
        assertThat(at.api.deployment(attempt).path("status").asString()).isEqualTo("succeeded");
    }

    private static void canceledAndFree(String resource, String attempt) {
        var asked = at.cancel(attempt);
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(202);
        assertThat(at.api.ended(attempt).path("status").asString()).isEqualTo("canceled");
        assertThat(engine.containersOf(attempt)).isEmpty();
        var readiness = at.api.readiness(attempt, "");
        assertThat(readiness.path("cancel").path("activeDeploymentId").asString(""))
                .isEmpty();
        assertThat(Api.codes(readiness.path("redeploy").path("reasons"))).doesNotContain("resource-runtime-busy");
        assertThat(readiness.path("retryable").asBoolean()).as("%s", readiness).isTrue();
        var next = at.api.get("/api/resources/" + resource);
        assertThat(next.status()).isEqualTo(200);
        assertThat(at.api.deployment(attempt).path("status").asString()).isEqualTo("canceled");
    }
}

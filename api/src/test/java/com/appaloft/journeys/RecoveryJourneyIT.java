package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deploy, fail, understand, recover: the sentences of the page on real containers. */
class RecoveryJourneyIT {
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
    void aBrokenVersionFailsWhileTheGoodOneKeepsServing() throws Exception {
        int port = Site.freePort();
        var folder = Apps.site("v1");
        var resource = at.folderSite("keeps-serving", folder, port);
        at.api.succeeded(at.api.deploy(resource));
        var site = new Site(port);
        assertThat(site.visit()).isEqualTo("v1");

        Apps.become(folder, Apps.broken("cannot-find-its-database"));
        String broken;
        try (var visitors = site.visitors("v1")) {
            broken = at.api.deploy(resource);
            at.api.ended(broken);
            assertThat(visitors.visits()).isPositive();
            assertThat(visitors.errors()).as("visitors who did not see v1").isZero();
        }
        var failed = at.api.deployment(broken);
        assertThat(failed.path("status").asString()).as("%s", failed).isEqualTo("failed");
        assertThat(failed.path("failure").path("category").asString()).isEqualTo("health-check-failed");
        assertThat(failed.path("failure").path("code").asString()).isEqualTo("container-exited");
        assertThat(failed.path("failure").path("evidence").asString()).contains("cannot-find-its-database");
        assertThat(engine.containersOf(broken)).isEmpty();
        assertThat(site.visit()).isEqualTo("v1");

        var readiness = at.api.readiness(broken, "");
        assertThat(readiness.path("schemaVersion").asString()).isEqualTo("deployments.recovery-readiness/v1");
        assertThat(readiness.path("recoverable").asBoolean()).isTrue();
        assertThat(readiness.path("retryable").asBoolean()).isTrue();
        assertThat(readiness.path("recommendedActions").get(0).path("kind").asString())
                .isEqualTo("query");
        assertThat(readiness
                        .path("recommendedActions")
                        .get(0)
                        .path("targetOperation")
                        .asString())
                .as("logs come first after a failed health check")
                .isEqualTo("deployments.logs");
    }

    @Test
    void rollbackServesTheContentOfTheCandidateEvenWhenItsTagMoved() {
        int port = Site.freePort();
        var site = new Site(port);
        engine.buildSite("appaloft-journey/moved:v1", "content one");
        var resource = at.imageSite("moved-tag", "appaloft-journey/moved:v1", port);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);

        engine.buildSite("appaloft-journey/moved:v2", "content two");
        var relinked = at.relink(
                resource, Workspace.image("appaloft-journey/moved:v1"), Workspace.image("appaloft-journey/moved:v2"));
        assertThat(relinked.status()).as("%s", relinked.body()).isEqualTo(200);
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(site.visit()).isEqualTo("content two");

        engine.buildSite("appaloft-journey/moved:v1", "something else entirely");
        var candidate = Api.candidate(at.api.readiness(second, "?verify=live"), first);
        assertThat(candidate.path("rollbackReady").asBoolean())
                .as("%s", candidate)
                .isTrue();
        var rollback = at.rollback(second, first);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        var done = at.api.succeeded(rollback.text("id"));
        assertThat(done.path("trigger").asString()).isEqualTo("rollback");
        assertThat(done.path("rollbackCandidateDeploymentId").asString()).isEqualTo(first);
        assertThat(site.visit()).isEqualTo("content one");
        assertThat(engine.runningOf(resource)).hasSize(1);
    }

    @Test
    void anImageThatIsGoneIsNeverReadyAndRollingBackToItChangesNothing() {
        int port = Site.freePort();
        var site = new Site(port);
        var folder = Apps.site("gone one");
        var resource = at.folderSite("gone-image", folder, port);
        var first = at.api.deploy(resource);
        var image = at.api.succeeded(first).path("artifact").path("imageId").asString();
        Apps.become(folder, Apps.site("gone two"));
        var second = at.api.deploy(resource);
        at.api.succeeded(second);

        engine.removeImage(image);
        var live = at.api.readiness(second, "?verify=live");
        var candidate = Api.candidate(live, first);
        assertThat(candidate.path("rollbackReady").asBoolean()).isFalse();
        assertThat(Api.codes(candidate.path("reasons"))).contains("runtime-artifact-missing");
        assertThat(candidate.path("artifact").path("observed").asString()).isEqualTo("missing");

        int before = at.api
                .get("/api/deployments?resourceId=" + resource)
                .body()
                .path("items")
                .size();
        var refused = at.rollback(second, first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("deployment_not_rollback_ready");
        assertThat(refused.reasons()).contains("runtime-artifact-missing");
        assertThat(at.api
                        .get("/api/deployments?resourceId=" + resource)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(before);
        assertThat(site.visit()).isEqualTo("gone two");

        Awaitility.await("the loss is noticed without being asked for")
                .atMost(Duration.ofSeconds(90))
                .until(() -> Api.codes(Api.candidate(at.api.readiness(second, ""), first)
                                .path("reasons"))
                        .contains("runtime-artifact-missing"));
    }

    @Test
    void retryRunsTheOldSnapshotAndRedeployTheNewSource() {
        int port = Site.freePort();
        var site = new Site(port);
        var folder = Apps.slowToServe("the old snapshot", 4);
        var impatient = Map.<String, Object>of(
                "type", "http",
                "path", "/absent.html",
                "intervalSeconds", 1,
                "timeoutSeconds", 1,
                "retries", 1,
                "startPeriodSeconds", 1);
        var resource = at.resource(
                "old-snapshot",
                Workspace.folder(folder),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", port),
                impatient);
        var failed = at.api.deploy(resource);
        assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
        var snapshot = at.api.deployment(failed).path("snapshot");

        var other = Apps.site("the new source");
        assertThat(at.relink(resource, Workspace.folder(folder), Workspace.folder(other))
                        .status())
                .isEqualTo(200);
        assertThat(at.api
                        .send(
                                "PATCH",
                                "/api/resources/" + resource + "/profile",
                                Map.of("health", Workspace.httpHealth()),
                                Map.of())
                        .status())
                .isEqualTo(200);
        Apps.delete(folder);

        var retry = at.api.accepted("/api/deployments/" + failed + "/retry", null);
        var retried = at.api.ended(retry);
        assertThat(retried.path("trigger").asString()).isEqualTo("retry");
        assertThat(retried.path("sourceDeploymentId").asString()).isEqualTo(failed);
        assertThat(retried.path("snapshot")).isEqualTo(snapshot);
        assertThat(retried.path("status").asString())
                .as("the old snapshot asks for a page that is not there, so it fails as truthfully as before")
                .isEqualTo("failed");
        assertThat(retried.path("artifact").path("imageId"))
                .isEqualTo(at.api.deployment(failed).path("artifact").path("imageId"));

        var redeploy = at.api.accepted("/api/resources/" + resource + "/redeploy", null);
        at.api.succeeded(redeploy);
        assertThat(site.visit()).isEqualTo("the new source");
        assertThat(at.api.deployment(redeploy).path("trigger").asString()).isEqualTo("redeploy");
    }

    @Test
    void retryAfterATemporaryFailureSucceedsFromTheSnapshotThatTheFolderNoLongerHolds() throws Exception {
        int port = Site.freePort();
        var folder = Apps.site("as it was");
        var resource = at.folderSite("port-taken", folder, port);
        String failed;
        try (var squatter = new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
            failed = at.api.deploy(resource);
            var ended = at.api.ended(failed);
            assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("failed");
            assertThat(ended.path("failure").path("code").asString()).isEqualTo("port-in-use");
        }
        Apps.become(folder, Apps.site("as it is now"));
        at.api.succeeded(at.api.accepted("/api/deployments/" + failed + "/retry", null));
        assertThat(new Site(port).visit()).isEqualTo("as it was");
    }

    @Test
    void theSameKeyTwiceIsOneAttemptAndAnOldMarkerIsNone() {
        engine.buildSite("appaloft-journey/key:v1", "key");
        var resource = at.worker("key", "appaloft-journey/key:v1");
        var body = Map.of("resourceId", resource);
        var key = Map.of("Idempotency-Key", "journey-" + resource);
        var first = at.api.send("POST", "/api/deployments", body, key);
        var again = at.api.send("POST", "/api/deployments", body, key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        at.api.succeeded(first.text("id"));
        assertThat(at.api
                        .get("/api/deployments?resourceId=" + resource)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
        var other = at.api.send("POST", "/api/resources/" + resource + "/redeploy", null, key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");

        var old = at.api.get("/api/deployments/" + first.text("id") + "/recovery-readiness");
        var etag = old.headers().get("etag").getFirst();
        at.api.succeeded(at.api
                .send("POST", "/api/resources/" + resource + "/redeploy", null, Map.of("If-Match", etag))
                .text("id"));
        var stale = at.api.send("POST", "/api/resources/" + resource + "/redeploy", null, Map.of("If-Match", etag));
        assertThat(stale.text("code")).as("%s", stale.body()).isEqualTo("deployment_recovery_state_stale");
        assertThat(stale.reasons()).contains("readiness-stale");
        assertThat(at.api
                        .get("/api/deployments?resourceId=" + resource)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aLockedEnvironmentAdmitsNothingAndSaysSo() {
        var locked = at.api.created(
                "/api/environments", Map.of("projectId", at.project, "name", "locked", "kind", "staging"));
        engine.buildSite("appaloft-journey/lock:v1", "lock");
        var resource = at.api.created(
                "/api/resources",
                Map.of(
                        "projectId",
                        at.project,
                        "environmentId",
                        locked,
                        "serverId",
                        at.server,
                        "name",
                        "locked",
                        "source",
                        Workspace.image("appaloft-journey/lock:v1"),
                        "health",
                        Map.of("type", "none")));
        at.api.post("/api/environments/" + locked + "/lock", null);
        var refused = at.api.post("/api/deployments", Map.of("resourceId", resource));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reasons()).contains("environment-locked");
        at.api.post("/api/environments/" + locked + "/unlock", null);
        at.api.succeeded(at.api.deploy(resource));
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.retention.ArchiveSweep;
import com.appaloft.application.retention.Releasing;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.axon.ReplayEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Archive and prune over HTTP, on the real database and a scripted host. */
class RetentionTest {
    static InProcess controlPlane;
    static Workspace at;
    static int names;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess();
        at = new Workspace(controlPlane.api(), InProcess.KIND);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void archiveHidesAnEndedAttemptAndDeletesNothing() {
        var resource = worker();
        var attempt = deployed(resource);
        var archived = archive(attempt);

        assertThat(archived.status()).as("%s", archived.body()).isEqualTo(200);
        assertThat(archive(attempt).text("archivedAt")).isEqualTo(archived.text("archivedAt"));
        assertThat(listed(resource, "")).isEmpty();
        assertThat(listed(resource, "&includeArchived=true")).containsExactly(attempt);
        assertThat(at.api.deployment(attempt).path("archivedAt").asString()).isEqualTo(archived.text("archivedAt"));
        var candidate = Api.candidate(at.api.readiness(attempt, "?verify=live"), attempt);
        assertThat(candidate.path("archived").asBoolean()).isTrue();
        assertThat(candidate.path("rollbackReady").asBoolean()).isTrue();
        assertThat(Api.codes(candidate.path("reasons"))).contains("attempt-archived");
    }

    @Test
    void anActiveAttemptIsNotArchivedAndAWrongConfirmationChangesNothing() {
        var resource = worker();
        var attempt = deployed(resource);
        var wrong = at.api.post("/api/deployments/" + attempt + "/archive", Map.of("confirm", attempt + "x"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("code")).isEqualTo("confirmation_mismatch");
        assertThat(listed(resource, "")).containsExactly(attempt);

        var gate = controlPlane.host().script().blockNext(com.appaloft.application.runtime.Script.Step.RESOLVE);
        var active = at.api.deploy(resource);
        gate.awaitReached();
        assertThat(archive(active).text("code")).isEqualTo("deployment_archive_not_allowed");
        gate.release();
        at.api.succeeded(active);
    }

    @Test
    void aCutOffThatIsNoInstantOrInTheFutureIsRefused() {
        for (var before : List.of(
                "yesterday",
                "2026-01-31",
                "-999999999-01-01T00:00:00+18:00",
                "+10000-01-01T00:00:00Z",
                Instant.now().plusSeconds(3_600).toString())) {
            var refused = at.api.post("/api/deployments/prune", Map.of("before", before));
            assertThat(refused.status()).as(before).isEqualTo(400);
            assertThat(refused.body().toString()).contains("/before");
        }
    }

    @Test
    void pruneShowsFirstAndThenDeletesExactlyThat() {
        var resource = worker();
        var first = deployed(resource);
        newVersion(resource);
        var second = deployed(resource);
        newVersion(resource);
        var third = deployed(resource);
        List.of(first, second, third).forEach(RetentionTest::archive);
        var image = artifact(first);

        var dry = prune(resource, true);
        assertThat(dry.path("dryRun").asBoolean()).isTrue();
        assertThat(dry.has("prunedAt")).isFalse();
        assertThat(at.api.get("/api/deployments/" + first).status()).isEqualTo(200);
        var marker = at.api.readiness(third, "").path("stateVersion").asString();

        var real = prune(resource, false);
        for (var same : List.of("matchedCount", "prunedCount", "guardedCount", "affectedDeploymentIds", "guarded")) {
            assertThat(real.path(same)).as(same).isEqualTo(dry.path(same));
        }
        assertThat(real.path("affectedDeploymentIds").toString()).contains(first, second);
        assertThat(real.path("guarded").toString()).contains(third, "serving-now", "last-known-good");
        assertThat(real.path("recoverability").get(0).path("candidatesAfter").asInt())
                .isEqualTo(1);

        assertThat(at.api.get("/api/deployments/" + first).status()).isEqualTo(404);
        assertThat(at.api.get("/api/deployments/" + first + "/timeline").status())
                .isEqualTo(404);
        assertThat(at.rollback(third, first).status()).isEqualTo(404);
        assertThat(at.api.readiness(third, "").path("stateVersion").asString()).isNotEqualTo(marker);
        assertThat(at.api.readiness(third, "").path("rollbackCandidateCount").asInt())
                .isEqualTo(1);
        controlPlane.bean(Releasing.class).releaseWhatWaits();
        assertThat(controlPlane.host().observe(null, image)).isEqualTo(Observation.MISSING);
        assertThat(prune(resource, false).path("prunedCount").asInt()).isZero();
    }

    @Test
    void whatIsReferredToStaysUntilWhatRefersToItGoesAsWell() {
        var resource = worker();
        var first = deployed(resource);
        newVersion(resource);
        deployed(resource);
        var back = at.rollback(first, first).text("id");
        at.api.succeeded(back);
        newVersion(resource);
        deployed(resource);
        archive(first);

        assertThat(prune(resource, false).path("guarded").toString())
                .contains("referenced-by-rollback", "referenced-as-rollback-candidate");
        archive(back);
        assertThat(prune(resource, false).path("affectedDeploymentIds").toString())
                .contains(first, back);
    }

    /** What was recorded of the newer image is not true any more, and nobody has looked since. */
    @Test
    void whatTheHostShowsNowDecidesWhichSuccessIsTheLastKnownGood() {
        var resource = worker();
        var attempts = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            attempts.add(deployed(resource));
            newVersion(resource);
        }
        attempts.subList(0, 2).forEach(RetentionTest::archive);
        controlPlane.host().images().remove(artifact(attempts.get(2)).imageId());

        var plan = prune(resource, true);

        assertThat(plan.path("affectedDeploymentIds").toString())
                .contains(attempts.get(0))
                .doesNotContain(attempts.get(1));
        assertThat(plan.path("guarded").toString()).contains(attempts.get(1), "last-known-good");
    }

    @Test
    void aHostThatCannotBeAskedKeepsEverything() {
        var resource = worker();
        var first = deployed(resource);
        newVersion(resource);
        deployed(resource);
        archive(first);
        controlPlane.host().script().engineIsAway(true);
        try {
            assertThat(prune(resource, false).path("guarded").toString()).contains("runtime-control-retained");
        } finally {
            controlPlane.host().script().engineIsAway(false);
        }
        assertThat(prune(resource, false).path("prunedCount").asInt()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeTakenOffTheHostIsTakenOffLater() {
        var resource = worker();
        var first = deployed(resource);
        var image = artifact(first);
        newVersion(resource);
        deployed(resource);
        archive(first);
        prune(resource, false);
        controlPlane.host().script().engineIsAway(true);
        try {
            controlPlane.bean(Releasing.class).releaseWhatWaits();
            controlPlane.stop();
            controlPlane.start();
        } finally {
            controlPlane.host().script().engineIsAway(false);
        }
        controlPlane.bean(Releasing.class).releaseWhatWaits();

        assertThat(controlPlane.host().observe(null, image)).isEqualTo(Observation.MISSING);
        assertThat(controlPlane
                        .bean(JdbcClient.class)
                        .sql("select count(*) from retention_release")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void readModelsRebuiltAfterAPruneEqualTheLiveOnes() {
        var resource = worker();
        var first = deployed(resource);
        newVersion(resource);
        deployed(resource);
        archive(first);
        prune(resource, false);
        var jdbc = controlPlane.bean(JdbcClient.class);
        var live = RebuildTest.rows(jdbc);

        controlPlane.bean(ReplayEvents.class).rebuild();

        assertThat(RebuildTest.rows(jdbc)).isEqualTo(live);
    }

    @Test
    void pruneWithAKeyHappensOnceAndAnotherBodyIsRefused() {
        var resource = worker();
        var first = deployed(resource);
        newVersion(resource);
        deployed(resource);
        archive(first);
        var body = Map.of("before", Instant.now().toString(), "resourceId", resource, "dryRun", false);
        var key = Map.of("Idempotency-Key", "prune-" + resource);

        var once = at.api.send("POST", "/api/deployments/prune", body, key);
        assertThat(once.body().path("prunedCount").asInt()).isEqualTo(1);
        assertThat(at.api.send("POST", "/api/deployments/prune", body, key).body())
                .isEqualTo(once.body());
        var other = Map.of("before", Instant.EPOCH.toString(), "resourceId", resource, "dryRun", false);
        assertThat(at.api.send("POST", "/api/deployments/prune", other, key).text("code"))
                .isEqualTo("idempotency_key_reused");
    }

    /** Whoever comes first: an attempt never refers to one that was pruned. */
    @Test
    void ofAPruneAndARollbackToWhatItPrunesExactlyOneHappens() throws Exception {
        for (int round = 0; round < 10; round++) {
            var resource = worker();
            var first = deployed(resource);
            newVersion(resource);
            var second = deployed(resource);
            archive(first);
            var pruned = CompletableFuture.supplyAsync(() -> prune(resource, false));
            var back = at.rollback(second, first);

            boolean gone = pruned.get().path("prunedCount").asInt() == 1;
            assertThat(back.status() == 202)
                    .as("pruned %s, rollback %s", gone, back.body())
                    .isNotEqualTo(gone);
            assertThat(at.api.get("/api/deployments/" + first).status()).isEqualTo(gone ? 404 : 200);
            if (!gone) {
                at.api.succeeded(back.text("id"));
            }
        }
    }

    /** As above, where what would be referred to failed. */
    @Test
    void ofAPruneAndARetryOfWhatItPrunesExactlyOneHappens() throws Exception {
        for (int round = 0; round < 10; round++) {
            var resource = worker();
            controlPlane.host().script().failNext(Script.Step.START, FailureCode.START_FAILED);
            var failed = at.api.deploy(resource);
            assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
            archive(failed);
            var pruned = CompletableFuture.supplyAsync(() -> prune(resource, false));
            var again = at.api.post("/api/deployments/" + failed + "/retry", Map.of());

            boolean gone = pruned.get().path("prunedCount").asInt() == 1;
            assertThat(again.status() == 202)
                    .as("pruned %s, retry %s", gone, again.body())
                    .isNotEqualTo(gone);
            assertThat(at.api.get("/api/deployments/" + failed).status()).isEqualTo(gone ? 404 : 200);
            if (!gone) {
                at.api.succeeded(again.text("id"));
            }
        }
    }

    @Test
    void artifactsBeyondTheLastFiveSuccessesGoAndPinnedOnesStay() {
        var resource = worker();
        var attempts = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            attempts.add(deployed(resource));
            newVersion(resource);
        }
        var pinned = artifact(attempts.get(0));
        var going = artifact(attempts.get(1));
        assertThat(at.api
                        .post("/api/artifacts/" + pinned.id() + "/pin", Map.of())
                        .status())
                .isEqualTo(200);

        var dry = artifacts(resource, true);
        assertThat(dry.path("releasedCount").asInt()).isEqualTo(2);
        assertThat(dry.path("released").toString()).contains(going.id().value(), "beyond-retention", "1000");
        assertThat(dry.path("kept").toString()).contains("pinned", "serving-now", "retained-by-policy");
        assertThat(dry.path("recoverability").get(0).path("candidatesAfter").asInt())
                .isEqualTo(6);
        assertThat(controlPlane.host().observe(null, going)).isEqualTo(Observation.PRESENT);

        var real = artifacts(resource, false);
        assertThat(real.path("released")).isEqualTo(dry.path("released"));
        assertThat(real.path("kept")).isEqualTo(dry.path("kept"));
        controlPlane.bean(Releasing.class).releaseWhatWaits();
        assertThat(controlPlane.host().observe(null, going)).isEqualTo(Observation.MISSING);
        assertThat(controlPlane.host().observe(null, pinned)).isEqualTo(Observation.PRESENT);
        var candidate =
                Api.candidate(at.api.readiness(attempts.get(7), "?verify=live&maxCandidates=20"), attempts.get(1));
        assertThat(Api.codes(candidate.path("reasons"))).contains("rollback-candidate-expired");
        assertThat(at.rollback(attempts.get(7), attempts.get(1)).text("code"))
                .isEqualTo("deployment_not_rollback_ready");
        assertThat(at.api
                        .post("/api/artifacts/" + going.id() + "/pin", Map.of())
                        .text("code"))
                .isEqualTo("artifact_released");
        assertThat(artifacts(resource, false).path("releasedCount").asInt()).isZero();

        var page =
                at.api.get("/api/artifacts?resourceId=" + resource + "&limit=3").body();
        assertThat(page.path("items").size()).isEqualTo(3);
        assertThat(at.api
                        .get("/api/artifacts?resourceId=" + resource + "&cursor="
                                + page.path("nextCursor").asString())
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(5);
    }

    /** What was let go of and made again is counted on by old attempts as well, though only the newest one's tag holds it. */
    @Test
    void anImageThatOldAttemptsCountOnAgainOutlivesTheAttemptThatMadeItAgain() {
        var resource = worker();
        var first = deployed(resource);
        var image = artifact(first);
        successesAfter(resource, 6);
        assertThat(artifacts(resource, false).path("released").toString())
                .contains(image.id().value());
        controlPlane.bean(Releasing.class).releaseWhatWaits();
        bringBack(resource, image.imageId());
        var again = deployed(resource);
        newVersion(resource);
        var last = deployed(resource);
        assertThat(readyCandidates(last)).contains(first, again);

        archive(again);
        assertThat(prune(resource, false).path("prunedCount").asInt()).isEqualTo(1);
        controlPlane.bean(Releasing.class).releaseWhatWaits();

        assertThat(readyCandidates(last)).contains(first);
        var back = at.rollback(last, first);
        assertThat(back.status()).as("%s", back.body()).isEqualTo(202);
        at.api.succeeded(back.text("id"));
    }

    /** Whoever comes first: what an attempt has just made is never called let go of. */
    @Test
    void ofAnArtifactPruneAndAnAttemptThatMakesTheSameAgainBothHappen() throws Exception {
        for (int round = 0; round < 5; round++) {
            var resource = worker();
            var image = artifact(deployed(resource));
            successesAfter(resource, 6);
            var other = worker();
            bringBack(other, image.imageId());
            var pruned = CompletableFuture.runAsync(() -> artifacts(resource, false));
            var fresh = deployed(other);
            pruned.get();
            controlPlane.bean(Releasing.class).releaseWhatWaits();

            var candidate = Api.candidate(at.api.readiness(fresh, "?verify=live"), fresh);
            assertThat(candidate.path("rollbackReady").asBoolean())
                    .as("%s", candidate)
                    .isTrue();
            assertThat(controlPlane.host().observe(null, image)).isEqualTo(Observation.PRESENT);
        }
    }

    @Test
    void keptContentThatNoAttemptRefersToGoes() throws IOException {
        var folder = Files.createDirectories(controlPlane.data().resolve("archives"));
        var abandoned = Files.createFile(folder.resolve("ab".repeat(32) + ".tar"));
        var fresh = Files.createFile(folder.resolve("cd".repeat(32) + ".tar"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        controlPlane.bean(ArchiveSweep.class).sweep();
        controlPlane.bean(Releasing.class).releaseWhatWaits();

        assertThat(abandoned).doesNotExist();
        assertThat(fresh).exists();
        Files.delete(fresh);
    }

    @Test
    void aTagWhoseAttemptStoppedBeforeItRecordedItGoesWithTheAttempt() {
        var resource = worker();
        controlPlane.host().script().failNext(Script.Step.KEEP, FailureCode.ENGINE_UNAVAILABLE);
        var failed = at.api.deploy(resource);
        assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
        var tag = "appaloft/" + resource + ":" + failed;
        controlPlane.host().keep(null, controlPlane.host().image("retention/leak:v1", FakeImage.serving()), tag);
        archive(failed);

        assertThat(prune(resource, false).path("prunedCount").asInt()).isEqualTo(1);
        controlPlane.bean(Releasing.class).releaseWhatWaits();

        assertThat(controlPlane.host().kept(null, tag)).isEmpty();
    }

    @Test
    void aHostThatCannotBeAskedKeepsEveryArtifact() {
        var resource = worker();
        for (int i = 0; i < 7; i++) {
            deployed(resource);
            newVersion(resource);
        }
        controlPlane.host().script().engineIsAway(true);
        try {
            var kept = artifacts(resource, false);
            assertThat(kept.path("releasedCount").asInt()).isZero();
            assertThat(kept.path("kept").toString()).contains("host-not-asked");
        } finally {
            controlPlane.host().script().engineIsAway(false);
        }
    }

    private static void successesAfter(String resource, int count) {
        for (int i = 0; i < count; i++) {
            newVersion(resource);
            deployed(resource);
        }
    }

    /** As a build of the same input does: the very same image is there again, and the resource's tag names it. */
    private static void bringBack(String resource, String imageId) {
        controlPlane.host().images().bring(imageId, FakeImage.serving());
        controlPlane.host().images().tag(imageId, tag(resource));
    }

    private static List<String> readyCandidates(String attempt) {
        return at.api
                .readiness(attempt, "?verify=live&maxCandidates=50")
                .path("rollback")
                .path("candidates")
                .valueStream()
                .filter(candidate -> candidate.path("rollbackReady").asBoolean())
                .map(candidate -> candidate.path("deploymentId").asString())
                .toList();
    }

    private static JsonNode artifacts(String resource, boolean dryRun) {
        var answer = at.api.post("/api/artifacts/prune", Map.of("resourceId", resource, "dryRun", dryRun));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String worker() {
        var name = "retention-" + names++;
        controlPlane.host().image("retention/" + name + ":v1", FakeImage.serving());
        return at.worker(name, "retention/" + name + ":v1");
    }

    /** What the resource's tag names from now on is another image. */
    private static void newVersion(String resource) {
        controlPlane.host().image(tag(resource), FakeImage.serving());
    }

    private static String tag(String resource) {
        return at.api
                .get("/api/resources/" + resource)
                .body()
                .path("profile")
                .path("source")
                .path("locator")
                .asString();
    }

    private static String deployed(String resource) {
        var attempt = at.api.deploy(resource);
        at.api.succeeded(attempt);
        return attempt;
    }

    private static Api.Answer archive(String attempt) {
        return at.api.post("/api/deployments/" + attempt + "/archive", Map.of("confirm", attempt));
    }

    private static JsonNode prune(String resource, boolean dryRun) {
        var answer = at.api.post(
                "/api/deployments/prune",
                Map.of("before", Instant.now().toString(), "resourceId", resource, "dryRun", dryRun));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Artifact artifact(String attempt) {
        var artifact = at.api.deployment(attempt).path("artifact");
        return new Artifact(
                new ArtifactId(artifact.path("id").asString()),
                new ServerId(at.server),
                artifact.path("imageId").asString(),
                "",
                "none:none");
    }

    private static List<String> listed(String resource, String more) {
        return at.api
                .get("/api/deployments?resourceId=" + resource + more)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }
}

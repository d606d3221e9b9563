package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the diagnosis says where all is well, where things are missing, and where a host does not answer. */
class DiagnosisTest {
    static InProcess controlPlane;
    static Workspace at;
    static int names;

    @TempDir
    Path folder;

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
    void whereAllIsWellEveryCheckPassesAndNothingIsToBeDone() {
        var resource = fromImage();
        var attempt = at.api.deploy(resource);
        at.api.succeeded(attempt);
        for (var path : new String[] {"/api/resources/" + resource, "/api/deployments/" + attempt}) {
            var summary = at.api.get(path + "/diagnostic-summary").body();
            assertThat(statuses(summary))
                    .containsEntry("profile", "passed")
                    .containsEntry("image-present", "passed")
                    .containsEntry("workload-healthy", "passed")
                    .containsEntry("port-answers", "passed")
                    .containsEntry("source-readable", "passed")
                    .doesNotContainValue("failed");
            assertThat(summary.has("failure")).isFalse();
        }
    }

    @Test
    void theLastFailureSaysWhatToDoFirstAndTheChecksSayWhy() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        var resource = resource(Workspace.folder(folder));
        Files.delete(folder.resolve("Dockerfile"));
        Files.delete(folder);
        var attempt = at.api.ended(at.api.deploy(resource)).path("id").asString();
        for (var path : new String[] {"/api/resources/" + resource, "/api/deployments/" + attempt}) {
            var summary = at.api.get(path + "/diagnostic-summary").body();
            assertThat(summary.path("failure").path("category").asString()).isEqualTo("source-unreadable");
            assertThat(summary.path("firstAction").asString()).isEqualTo("Fix source or relink.");
            assertThat(statuses(summary))
                    .containsEntry("source-readable", "failed")
                    .containsEntry("image-present", "skipped")
                    .containsEntry("workload-healthy", "skipped")
                    .containsEntry("port-answers", "skipped");
        }
    }

    @Test
    void aHostThatIsAwayFailsItsChecksAndNotTheAnswer() {
        var resource = fromImage();
        at.api.succeeded(at.api.deploy(resource));
        script().engineIsAway(true);
        try {
            var summary = at.api.get("/api/resources/" + resource + "/diagnostic-summary");
            assertThat(summary.status()).isEqualTo(200);
            assertThat(statuses(summary.body()))
                    .containsEntry("engine-reachable", "failed")
                    .containsEntry("image-present", "failed")
                    .containsEntry("profile", "passed");
            assertThat(summary.body().path("failure").isMissingNode()).isTrue();
            assertThat(summary.text("firstAction"))
                    .as("nothing failed to be deployed: what is found now says what to do")
                    .isEqualTo("Run connectivity checks and inspect server diagnostics.");
        } finally {
            script().engineIsAway(false);
        }
    }

    @Test
    void aCheckThatHangsIsUnknownAndNeverHangsTheAnswer() {
        var resource = fromImage();
        at.api.succeeded(at.api.deploy(resource));
        var hanging = script().blockNext(Step.OBSERVE);
        try {
            var asked = Instant.now();
            var summary = at.api
                    .get("/api/resources/" + resource + "/diagnostic-summary")
                    .body();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(statuses(summary))
                    .containsEntry("image-present", "unknown")
                    .containsEntry("profile", "passed")
                    .containsEntry("workload-healthy", "passed");
        } finally {
            hanging.release();
        }
    }

    @Test
    void aFailedStartNamesTheServerAsTheFirstPlaceToLook() {
        var resource = fromImage();
        script().failNext(Step.START, FailureCode.DISK_FULL);
        at.api.ended(at.api.deploy(resource));
        var summary =
                at.api.get("/api/resources/" + resource + "/diagnostic-summary").body();
        assertThat(summary.path("failure").path("code").asString()).isEqualTo("disk-full");
        assertThat(summary.path("firstAction").asString())
                .isEqualTo("Run connectivity checks and inspect server diagnostics.");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(at.api.get("/api/resources/res_none/diagnostic-summary").status())
                .isEqualTo(404);
        assertThat(at.api.get("/api/deployments/dep_none/diagnostic-summary").status())
                .isEqualTo(404);
    }

    private static Map<String, String> statuses(JsonNode summary) {
        var statuses = new TreeMap<String, String>();
        summary.path("checks")
                .forEach(c ->
                        statuses.put(c.path("name").asString(), c.path("status").asString()));
        return statuses;
    }

    private static Script script() {
        return controlPlane.host().script();
    }

    private static String fromImage() {
        var tag = "diagnosis/" + names + ":v1";
        controlPlane.host().image(tag, FakeImage.serving());
        return resource(Workspace.image(tag));
    }

    private static String resource(Map<String, String> source) {
        return at.resource(
                "diagnosis-" + names,
                source,
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 43_000 + names++),
                Workspace.httpHealth());
    }
}

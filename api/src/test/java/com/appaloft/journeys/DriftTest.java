package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sources that go their own way, and data that cannot go back, over HTTP on a scripted host. */
class DriftTest {
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
    void anAttemptThatFindsADriftFailsAndOnlyAcceptingLetsTheNextOneThrough() throws IOException {
        var resource = fromFolder();
        at.api.succeeded(at.api.deploy(resource));
        declare("runtime: {memoryMb: 64}\ndataMarker: schema-2\n");
        var failed = at.api.ended(at.api.deploy(resource));
        var failure = failed.path("failure");
        assertThat(failure.path("code").asString()).isEqualTo("profile-drifted");
        assertThat(failure.path("category").asString()).isEqualTo("profile-mismatch");
        assertThat(failure.path("phase").asString()).isEqualTo("detect");
        assertThat(failure.path("retriable").asBoolean()).isFalse();
        assertThat(failure.path("advice").asString()).isEqualTo("Fix resource profile and redeploy.");
        assertThat(failure.path("message").asString()).contains("runtime.memoryMb is 64", "--from-source");

        var readiness = at.api.readiness(failed.path("id").asString(), "");
        assertThat(readiness.path("redeployable").asBoolean()).isFalse();
        assertThat(Api.codes(readiness.path("redeploy").path("reasons"))).containsExactly("resource-profile-drifted");
        var refused = at.api.post("/api/resources/" + resource + "/redeploy", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reasons()).containsExactly("resource-profile-drifted");
        assertThat(at.api
                        .post("/api/deployments", Map.of("resourceId", resource))
                        .status())
                .isEqualTo(409);

        var accepted = at.api.post("/api/resources/" + resource + "/profile/accept-source", null);
        assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(200);
        assertThat(accepted.body().path("profile").path("version").asInt()).isEqualTo(2);
        assertThat(runtime(accepted.body()).path("memoryMb").asInt()).isEqualTo(64);
        assertThat(runtime(accepted.body()).path("dataMarker").asString()).isEqualTo("schema-2");
        assertThat(accepted.body().path("drift").path("drifted").asBoolean()).isFalse();
        at.api.succeeded(at.api.accepted("/api/resources/" + resource + "/redeploy", null));
        assertThat(at.api
                        .post("/api/resources/" + resource + "/profile/accept-source", null)
                        .body()
                        .path("profile")
                        .path("version")
                        .asInt())
                .as("accepting twice changes nothing")
                .isEqualTo(2);
    }

    @Test
    void driftBlocksNeitherARetryNorARollback() throws IOException {
        var resource = fromFolder();
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        controlPlane.host().script().failNext(Step.START, FailureCode.START_FAILED);
        var failed = at.api.deploy(resource);
        assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
        declare("runtime: {memoryMb: 64}\n");
        assertThat(check(resource).path("drift").path("drifted").asBoolean()).isTrue();
        var readiness = at.api.readiness(failed, "?verify=live");
        assertThat(readiness.path("redeployable").asBoolean()).isFalse();
        assertThat(readiness.path("retryable").asBoolean()).isTrue();
        assertThat(readiness.path("rollbackReady").asBoolean()).isTrue();
        at.api.succeeded(at.api.accepted("/api/deployments/" + failed + "/retry", null));
        var rollback = at.rollback(failed, good);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        at.api.succeeded(rollback.text("id"));
    }

    @Test
    void driftBlocksNoPreview() throws IOException {
        var resource = fromFolder();
        at.api.succeeded(at.api.deploy(resource));
        declare("runtime: {memoryMb: 64}\n");
        var preview =
                at.api.post("/api/previews", Map.of("resourceId", resource, "type", "branch", "previewId", "next"));
        assertThat(preview.status()).as("%s", preview.body()).isEqualTo(202);
        at.api.succeeded(preview.text("deploymentId"));
        assertThat(at.api
                        .get("/api/resources/" + resource)
                        .body()
                        .path("drift")
                        .path("drifted")
                        .asBoolean())
                .as("what it saw of the source they share is known all the same")
                .isTrue();
        var again = at.api.post("/api/previews", Map.of("resourceId", resource, "type", "branch", "previewId", "next"));
        at.api.succeeded(again.text("deploymentId"));
    }

    @Test
    void lookingNowNoticesADriftAndItsEnd() throws IOException {
        var resource = fromFolder();
        assertThat(check(resource).path("sourceCheck").path("status").asString())
                .isEqualTo("passed");
        declare("network: {internalPort: 9090}\n");
        assertThat(at.api.get("/api/resources/" + resource).body().has("drift"))
                .as("nobody looked yet")
                .isFalse();
        var seen = check(resource);
        assertThat(seen.path("sourceCheck").path("code").asString()).isEqualTo("resource-profile-drifted");
        assertThat(seen.path("drift").path("differences").get(0).asString())
                .isEqualTo("network.internalPort is 9090 in the source and 8080 in the profile");
        assertThat(seen.path("drift").path("advice").asString()).contains("--from-source", "relink");
        declare("network: {internalPort: 8080}\n");
        assertThat(check(resource).path("drift").path("drifted").asBoolean()).isFalse();
        at.api.succeeded(at.api.deploy(resource));
        assertThat(at.api.get("/api/resources/" + resource + "?check=perhaps").status())
                .isEqualTo(400);
    }

    @Test
    void anotherProjectInTheFolderIsADriftThatRelinkingToItEnds() throws IOException {
        declare("name: shop\n");
        var resource = fromFolder();
        at.api.succeeded(at.api.deploy(resource));
        declare("name: blog\n");
        assertThat(at.api
                        .ended(at.api.deploy(resource))
                        .path("failure")
                        .path("message")
                        .asString())
                .contains("holds blog, but shop was linked");
        var here = Workspace.folder(folder);
        assertThat(at.relink(resource, here, here).status()).isEqualTo(200);
        at.api.succeeded(at.api.deploy(resource));
    }

    @Test
    void aDeclarationThatCannotBeObeyedFailsTheAttemptWithItsKeyAndLine() throws IOException {
        var resource = fromFolder();
        declare("runtime:\n  memmoryMb: 64\n");
        var failure = at.api.ended(at.api.deploy(resource)).path("failure");
        assertThat(failure.path("code").asString()).isEqualTo("plan-invalid");
        assertThat(failure.path("message").asString()).contains("appaloft.yml, line 2", "runtime.memmoryMb");
        var seen = check(resource);
        assertThat(seen.path("sourceCheck").path("status").asString()).isEqualTo("failed");
        var refused = at.api.post("/api/resources/" + resource + "/profile/accept-source", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("runtime.memmoryMb");
        declare("runtime: {memoryMb: 1}\n");
        assertThat(at.api
                        .post("/api/resources/" + resource + "/profile/accept-source", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyALaterSuccessWithAnotherMarkerStandsInTheWayOfARollback() {
        var resource = fromImage();
        marker(resource, "schema-1");
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        marker(resource, "schema-2");
        controlPlane.host().script().failNext(Step.START, FailureCode.START_FAILED);
        var failed = at.api.deploy(resource);
        assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
        assertThat(reasons(failed, first))
                .as("a failed attempt migrated nothing")
                .doesNotContain("stateful-data-rollback-unsupported")
                .contains("stateful-data-not-restored");

        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(reasons(second, first)).contains("stateful-data-rollback-unsupported");
        var refused = at.rollback(second, first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reasons()).contains("stateful-data-rollback-unsupported");
        assertThat(refused.text("detail")).contains("Choose a candidate with the same marker");

        marker(resource, "schema-1");
        at.api.succeeded(at.api.deploy(resource));
        assertThat(reasons(second, first))
                .as("going back to the old marker does not undo the migration in between")
                .contains("stateful-data-rollback-unsupported");
    }

    private static List<String> reasons(String deployment, String candidate) {
        var found = Api.candidate(at.api.readiness(deployment, "?verify=live"), candidate);
        return List.copyOf(Api.codes(found.path("reasons")));
    }

    private static void marker(String resource, String marker) {
        var runtime = Map.of("dataMarker", marker, "volumes", List.of(Map.of("name", "data", "path", "/data")));
        var changed =
                at.api.send("PATCH", "/api/resources/" + resource + "/profile", Map.of("runtime", runtime), Map.of());
        assertThat(changed.status()).as("%s", changed.body()).isEqualTo(200);
    }

    private static JsonNode check(String resource) {
        var answer = at.api.get("/api/resources/" + resource + "?check=true");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode runtime(JsonNode resource) {
        return resource.path("profile").path("runtime");
    }

    private void declare(String text) throws IOException {
        Files.writeString(folder.resolve("appaloft.yml"), text);
    }

    private String fromFolder() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        return resource(Workspace.folder(folder));
    }

    private static String fromImage() {
        var tag = "drift/" + names + ":v1";
        controlPlane.host().image(tag, FakeImage.serving());
        return resource(Workspace.image(tag));
    }

    private static String resource(Map<String, String> source) {
        return at.resource(
                "drift-" + names,
                source,
                new HashMap<>(Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 42_000 + names++)),
                Workspace.httpHealth());
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an attempt is configured with, whatever happens to its environment before, meanwhile and after. */
class ConfigurationTest {
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
    void aRollbackRunsWithTheCandidatesConfigurationAndARedeployWithTodays() {
        var resource = worker();
        set("COLOR_R", "blue", false);
        set("TOKEN_R", "token-one", true);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        set("COLOR_R", "green", false);
        set("TOKEN_R", "token-two", true);
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(configuration(resource)).containsEntry("COLOR_R", "green").containsEntry("TOKEN_R", "token-two");
        delete("/variables/COLOR_R");

        var rollback = at.rollback(second, first);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        at.api.succeeded(rollback.text("id"));
        assertThat(configuration(resource)).containsEntry("COLOR_R", "blue").containsEntry("TOKEN_R", "token-one");

        at.api.succeeded(at.api.accepted("/api/resources/" + resource + "/redeploy", null));
        assertThat(configuration(resource)).doesNotContainKey("COLOR_R").containsEntry("TOKEN_R", "token-two");
    }

    @Test
    void aRetryRunsWithTheFailedAttemptsConfiguration() {
        var resource = worker();
        set("COLOR_T", "blue", false);
        set("TOKEN_T", "token-one", true);
        var trial = controlPlane.host().script().blockNext(Step.START);
        var failed = at.api.deploy(resource);
        trial.awaitReached();
        controlPlane.host().script().failNext(Step.ASK, FailureCode.HEALTH_TIMEOUT);
        trial.release();
        assertThat(at.api.ended(failed).path("status").asString()).isEqualTo("failed");
        set("COLOR_T", "green", false);
        delete("/variables/TOKEN_T");
        at.api.succeeded(at.api.accepted("/api/deployments/" + failed + "/retry", null));
        assertThat(configuration(resource)).containsEntry("COLOR_T", "blue").containsEntry("TOKEN_T", "token-one");
    }

    @Test
    void whatRanWithADeletedVersionIsRefusedByReadinessAndCommandAlike() {
        var resource = worker();
        set("TOKEN_D", "token-one", true);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        set("TOKEN_D", "token-two", true);
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(Api.candidate(at.api.readiness(second, "?verify=live"), first)
                        .path("rollbackReady")
                        .asBoolean())
                .isTrue();

        var unconfirmed = at.api.send("DELETE", path("/variables/TOKEN_D/versions/1?confirm=yes"), null, Map.of());
        assertThat(unconfirmed.status()).isEqualTo(400);
        assertThat(unconfirmed.text("code")).isEqualTo("confirmation_mismatch");
        deleteVersion("TOKEN_D", 1);

        var candidate = Api.candidate(at.api.readiness(second, "?verify=live"), first);
        assertThat(candidate.path("rollbackReady").asBoolean()).isFalse();
        assertThat(Api.codes(candidate.path("reasons"))).contains("environment-snapshot-missing");
        var refused = at.rollback(second, first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reasons()).contains("environment-snapshot-missing");
        assertThat(at.api.get(path("/variables")).body().toString()).doesNotContain("token-");
        at.api.succeeded(at.api.accepted("/api/resources/" + resource + "/redeploy", null));
    }

    @Test
    void aVersionDeletedUnderAnAdmittedAttemptFailsItTruthfully() {
        var resource = worker();
        set("TOKEN_U", "token-one", true);
        var detect = controlPlane.host().script().blockNext(Step.RESOLVE);
        var attempt = at.api.deploy(resource);
        detect.awaitReached();
        deleteVersion("TOKEN_U", 1);
        detect.release();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("failure").path("code").asString())
                .as("%s", ended)
                .isEqualTo("environment-incomplete");
        assertThat(ended.path("failure").path("message").asString()).contains("Version 1 of the secret TOKEN_U");
        assertThat(Api.codes(at.api.readiness(attempt, "").path("retry").path("reasons")))
                .contains("environment-snapshot-missing");
        var retry = at.api.post("/api/deployments/" + attempt + "/retry", null);
        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.reasons()).contains("environment-snapshot-missing");
    }

    @Test
    void whatAWorkloadPrintsIsWithheldOnceASecretOfItWasDeleted() {
        var image = FakeImage.serving().printing(List.of("using token-printed"));
        var resource = worker(image);
        set("TOKEN_P", "token-printed", true);
        at.api.succeeded(at.api.deploy(resource));
        assertThat(lines(resource)).contains("using ••••").doesNotContain("token-printed");
        deleteVersion("TOKEN_P", 1);
        assertThat(lines(resource)).contains("withheld").doesNotContain("token-printed");
    }

    @Test
    void aKeyMakesASecretsVersionOnce() {
        var headers = Map.of("Idempotency-Key", "secret-once");
        var body = Map.of("value", "token-once", "secret", true);
        for (int i = 0; i < 2; i++) {
            assertThat(at.api
                            .send("PUT", path("/variables/TOKEN_K"), body, headers)
                            .status())
                    .isEqualTo(204);
        }
        var other = Map.of("value", "token-other", "secret", true);
        assertThat(at.api
                        .send("PUT", path("/variables/TOKEN_K"), other, headers)
                        .text("code"))
                .isEqualTo("idempotency_key_reused");
        var listed = at.api.get(path("/variables")).body().path("items");
        assertThat(listed)
                .filteredOn(v -> v.path("name").asString().equals("TOKEN_K"))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.path("version").asInt()).isEqualTo(1);
                    assertThat(v.path("versions")).hasSize(1);
                    assertThat(v.path("setAt").asString()).endsWith("Z");
                    assertThat(v.has("value")).isFalse();
                });
    }

    @Test
    void aLockedEnvironmentRefusesEveryNewAttempt() {
        var resource = worker();
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        at.api.post(path("/lock"), null);
        try {
            var redeploy = at.api.post("/api/resources/" + resource + "/redeploy", null);
            assertThat(redeploy.status()).isEqualTo(409);
            assertThat(redeploy.reasons()).contains("environment-locked");
            assertThat(at.rollback(first, first).reasons()).contains("environment-locked");
        } finally {
            at.api.post(path("/unlock"), null);
        }
        at.api.succeeded(at.api.accepted("/api/resources/" + resource + "/redeploy", null));
    }

    @Test
    void everythingIsReadableAfterTheKeysWereRotated() {
        var resource = worker();
        set("TOKEN_E", "token-rotated", true);
        var rotated = at.api.post("/api/secrets/rotate-key", null);
        assertThat(rotated.status()).as("%s", rotated.body()).isEqualTo(200);
        assertThat(rotated.body().path("reencrypted").asInt()).isPositive();
        at.api.succeeded(at.api.deploy(resource));
        assertThat(configuration(resource)).containsEntry("TOKEN_E", "token-rotated");
    }

    private static void set(String name, String value, boolean secret) {
        var answer = at.api.send("PUT", path("/variables/" + name), Map.of("value", value, "secret", secret), Map.of());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
    }

    private static void deleteVersion(String name, int version) {
        delete("/variables/" + name + "/versions/" + version + "?confirm=" + at.environment);
    }

    private static void delete(String what) {
        var answer = at.api.send("DELETE", path(what), null, Map.of());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
    }

    private static String path(String what) {
        return "/api/environments/" + at.environment + what;
    }

    private static String lines(String resource) {
        return at.api.get("/api/resources/" + resource + "/logs").body().toString();
    }

    private static Map<String, String> configuration(String resource) {
        return controlPlane.host().workloads(null, null).stream()
                .filter(w -> w.resource().value().equals(resource) && w.running() && w.role() == Role.SERVING)
                .map(Workload::name)
                .map(controlPlane.host()::environmentOf)
                .findFirst()
                .orElseThrow();
    }

    private static String worker() {
        return worker(FakeImage.serving());
    }

    private static String worker(FakeImage image) {
        var name = "configured-" + names++;
        controlPlane.host().image(name + ":v1", image);
        return at.worker(name, name + ":v1");
    }
}

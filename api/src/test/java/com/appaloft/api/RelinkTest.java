package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Relink: believed, looked at, done once, told in the history, and read by the next deployment only. */
class RelinkTest {
    private static final Door door = Door.open();
    private static final Map<String, String> ONE = image("door:v1");
    private static final Map<String, String> TWO = image("relink:v2");

    @Test
    void aDryRunShowsBeforeAndAfterAndWhetherTheNewSourceCanBeRead() {
        var resource = door.newResource("relink-dry");
        var dry = relink(resource, ONE, image("nowhere:v1"), Map.of("dryRun", true));
        assertThat(dry.status()).as("%s", dry.body()).isEqualTo(200);
        assertThat(dry.body().at("/before/locator").asString()).isEqualTo("door:v1");
        assertThat(dry.body().at("/after/locator").asString()).isEqualTo("nowhere:v1");
        assertThat(dry.body().at("/changed").asBoolean()).isTrue();
        assertThat(dry.body().at("/probe/readable").asBoolean()).isFalse();
        assertThat(dry.body().at("/probe/evidence").asString()).contains("image-not-found");
        assertThat(dry.body().at("/probe/advice").asString()).isNotEmpty();
        assertThat(source(resource)).isEqualTo("door:v1");
        assertThat(history(resource)).hasSize(1);
    }

    @Test
    void aRelinkIsDoneOnceAndToldInTheHistory() {
        Door.HOST.image("relink:v2", FakeImage.serving());
        var resource = door.newResource("relink-once");
        var first = relink(resource, ONE, TWO, Map.of(), "Idempotency-Key", "relink-once");
        assertThat(first.body().at("/probe/readable").asBoolean())
                .as("%s", first.body())
                .isTrue();
        assertThat(first.body().at("/profileVersion").asInt()).isEqualTo(2);
        var again = relink(resource, ONE, TWO, Map.of(), "Idempotency-Key", "relink-once");
        assertThat(again.body()).isEqualTo(first.body());
        var other = relink(resource, ONE, image("relink:v3"), Map.of(), "Idempotency-Key", "relink-once");
        assertThat(other.status()).isEqualTo(422);

        var already = relink(resource, ONE, TWO, Map.of());
        assertThat(already.status()).isEqualTo(200);
        assertThat(already.body().at("/changed").asBoolean()).isFalse();
        assertThat(already.body().at("/profileVersion").asInt()).isEqualTo(2);
        assertThat(history(resource)).hasSize(2);
        assertThat(history(resource).get(1).path("event").asString()).isEqualTo("resource.source-relinked");
        assertThat(history(resource).get(1).path("summary").asString())
                .isEqualTo("Relinked from docker-image door:v1 to docker-image relink:v2.");
        assertThat(door.send("GET", "/api/resources/" + resource + "/history?after=0&limit=1", null)
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void aWrongBeliefChangesNothing() {
        var resource = door.newResource("relink-belief");
        var wrong = relink(resource, TWO, image("relink:v3"), Map.of());
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.text("code")).isEqualTo("source_relink_conflict");
        assertThat(source(resource)).isEqualTo("door:v1");
        assertThat(history(resource)).hasSize(1);
    }

    /** What is believed is only compared: it needs nothing that opens a source. */
    @Test
    void aSourceReachedOverSshIsLeftWithoutItsFingerprintAndAFolderHoweverItIsWritten() {
        var resource = door.newResource("relink-ssh");
        Map<String, String> ssh = Map.of(
                "kind", "git-repository",
                "locator", "git@127.0.0.1:team/app.git",
                "gitRef", "main",
                "hostKeyFingerprint", "SHA256:" + "A".repeat(43));
        assertThat(relink(resource, ONE, ssh, Map.of()).status()).isEqualTo(200);
        var believed = new HashMap<>(ssh);
        believed.remove("hostKeyFingerprint");
        Map<String, String> written = Map.of("kind", "local-folder", "locator", "/srv/none/./app/");
        var left = relink(resource, believed, written, Map.of());
        assertThat(left.status()).as("%s", left.body()).isEqualTo(200);
        assertThat(left.body().at("/before/hostKeyFingerprint").asString())
                .as("what was there is shown, not what was believed")
                .startsWith("SHA256:");
        var back = relink(resource, Map.of("kind", "local-folder", "locator", "/srv/none/app"), ONE, Map.of());
        assertThat(back.status()).as("%s", back.body()).isEqualTo(200);
        assertThat(source(resource)).isEqualTo("door:v1");
    }

    @Test
    void aCommitNamedByItsDigitsIsAskedForBeforeItIsSaidToBeThere() {
        var resource = door.newResource("relink-commit");
        Map<String, String> gone = Map.of(
                "kind", "git-repository", "locator", "http://127.0.0.1:1/gone.git", "gitRef", "deadbeef".repeat(5));
        var dry = relink(resource, ONE, gone, Map.of("dryRun", true));
        assertThat(dry.body().at("/probe/readable").asBoolean())
                .as("%s", dry.body())
                .isFalse();
    }

    @Test
    void aFolderIsReadToSeeWhetherItCanBe(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        var resource = door.newResource("relink-folder");
        var there = relink(resource, ONE, folder(folder), Map.of("dryRun", true));
        assertThat(there.body().at("/probe/readable").asBoolean())
                .as("%s", there.body())
                .isTrue();
        assertThat(there.body().at("/probe/evidence").asString()).contains("1 file");
        var gone = relink(resource, ONE, folder(folder.resolve("gone")), Map.of("dryRun", true));
        assertThat(gone.body().at("/probe/readable").asBoolean()).isFalse();
    }

    @Test
    void readinessRecommendsARelinkWhereTheSourceCouldNotBeReadAndTheNextDeploymentReadsTheNewOne() {
        Door.HOST.image("relink:v2", FakeImage.serving());
        var resource = door.newResource("relink-cure");
        // an unreadable source is obeyed, and said to be unreadable
        var away = relink(resource, ONE, image("nowhere:v1"), Map.of());
        assertThat(away.body().at("/changed").asBoolean()).isTrue();
        assertThat(away.body().at("/probe/readable").asBoolean()).isFalse();
        var failed = door.deployed(resource);
        var readiness = door.send("GET", "/api/deployments/" + failed + "/recovery-readiness", null)
                .body();
        assertThat(readiness.path("retryable").asBoolean()).isFalse();
        assertThat(operations(readiness)).contains("resources.source.relink").doesNotContain("deployments.retry");
        relink(resource, image("nowhere:v1"), TWO, Map.of());
        var cured = door.deployed(resource);
        assertThat(door.send("GET", "/api/deployments/" + cured, null).text("status"))
                .isEqualTo("succeeded");
        var diff = door.send("GET", "/api/deployments/" + failed + "/diff?against=" + cured, null);
        assertThat(diff.body().path("items")).hasSize(1);
        assertThat(diff.body().at("/items/0/field").asString()).isEqualTo("source");
        assertThat(diff.body().at("/items/0/before").asString()).isEqualTo("docker-image nowhere:v1");
        assertThat(diff.body().at("/items/0/after").asString()).isEqualTo("docker-image relink:v2");
        assertThat(diff.body().at("/items/0/change").asString()).isEqualTo("changed");
    }

    @Test
    void aDiffComparesAttemptsOfOneResourceOnly() {
        var path = "/api/deployments/" + door.succeeded + "/diff";
        assertThat(door.send("GET", path, null).body().path("against").asString())
                .isEqualTo("current");
        assertThat(door.send("GET", path + "?against=dep_01zzzzzzzzzzzzzzzzzzzzzzzz", null)
                        .status())
                .isEqualTo(404);
        assertThat(door.send("GET", path + "?against=yesterday", null).status()).isEqualTo(404);
        var stranger = door.deployed(door.newResource("diff-stranger"));
        var mismatch = door.send("GET", path + "?against=" + stranger, null);
        assertThat(mismatch.status()).isEqualTo(409);
        assertThat(mismatch.text("code")).isEqualTo("resource_context_mismatch");
        assertThat(door.send("GET", "/api/resources/res_01zzzzzzzzzzzzzzzzzzzzzzzz/history", null)
                        .status())
                .isEqualTo(404);
    }

    private static Door.Answer relink(
            String resource,
            Map<String, String> expected,
            Map<String, String> target,
            Map<String, ?> more,
            String... headers) {
        var body = new HashMap<String, Object>(Map.of(
                "expectedCurrentSource", expected,
                "newSource", target,
                "expectedEnvironmentId", door.environment,
                "confirm", resource));
        body.putAll(more);
        return door.send("POST", "/api/resources/" + resource + "/source/relink", body, headers);
    }

    private static String source(String resource) {
        return door.send("GET", "/api/resources/" + resource, null)
                .body()
                .at("/profile/source/locator")
                .asString();
    }

    private static JsonNode history(String resource) {
        return door.send("GET", "/api/resources/" + resource + "/history", null)
                .body()
                .path("items");
    }

    private static List<String> operations(JsonNode readiness) {
        return readiness
                .path("recommendedActions")
                .valueStream()
                .map(a -> a.path("targetOperation").asString())
                .toList();
    }

    private static Map<String, String> image(String locator) {
        return Map.of("kind", "docker-image", "locator", locator);
    }

    private static Map<String, String> folder(Path folder) {
        return Map.of("kind", "local-folder", "locator", folder.toString());
    }
}

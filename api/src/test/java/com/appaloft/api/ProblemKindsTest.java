package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.shared.ProblemCode.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each kind of problem has its status, and what a client may rely on beside it. */
class ProblemKindsTest {
    private final Door door = Door.open();

    @Test
    void everyKindHasItsStatus() {
        var key = "kinds-" + System.nanoTime();
        var asked = Map.of("resourceId", door.newResource("kinds"));
        assertThat(door.send("POST", "/api/deployments", asked, "Idempotency-Key", key)
                        .status())
                .isEqualTo(202);
        var expected = new HashMap<Kind, Map.Entry<Integer, Supplier<Door.Answer>>>();
        expected.put(Kind.INVALID, Map.entry(400, () -> door.send("POST", "/api/projects", Map.of())));
        expected.put(
                Kind.UNAUTHENTICATED,
                Map.entry(401, () -> door.send("GET", "/api/projects", null, "Authorization", "x")));
        expected.put(
                Kind.FORBIDDEN, Map.entry(403, () -> door.send("GET", "/api/projects", null, "Origin", "http://x")));
        expected.put(Kind.NOT_FOUND, Map.entry(404, () -> door.send("GET", "/api/projects/prj_x", null)));
        expected.put(
                Kind.CONFLICT,
                Map.entry(409, () -> door.send("POST", "/api/deployments/" + door.succeeded + "/retry", null)));
        expected.put(
                Kind.STALE,
                Map.entry(
                        412,
                        () -> door.send(
                                "POST", "/api/resources/" + door.resource + "/redeploy", null, "If-Match", "\"x\"")));
        expected.put(
                Kind.UNPROCESSABLE,
                Map.entry(
                        422,
                        () -> door.send(
                                "POST",
                                "/api/resources/" + door.resource + "/redeploy",
                                null,
                                "Idempotency-Key",
                                key)));
        expected.put(Kind.UNAVAILABLE, Map.entry(503, this::healthOfAnUnreachableHost));
        expected.put(Kind.INTERNAL, Map.entry(500, () -> door.send("GET", "/api/projects", null, "X-Break", "now")));
        assertThat(expected).hasSameSizeAs(Kind.values());
        expected.forEach((kind, status) -> {
            var answer = status.getValue().get();
            assertThat(answer.status()).as("%s %s", kind, answer.body()).isEqualTo(status.getKey());
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.text("category"))
                    .isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            assertThat(answer.text("instance")).startsWith("/api/");
        });
    }

    private Door.Answer healthOfAnUnreachableHost() {
        Door.HOST.script().engineIsAway(true);
        try {
            return door.send("GET", "/api/resources/" + door.resource + "/health", null);
        } finally {
            Door.HOST.script().engineIsAway(false);
        }
    }

    @Test
    void anUnforeseenFailureTellsNothingOfTheInside() {
        var answer = door.send("GET", "/api/projects", null, "X-Break", "now");
        assertThat(answer.text("code")).isEqualTo("internal_error");
        assertThat(answer.body().toString()).doesNotContain(Door.SECRET_CAUSE, "IllegalState", "at com.");
    }

    @Test
    void aRefusedRecoverySaysWhyAndWhereToLook() {
        var answer = door.send("POST", "/api/deployments/" + door.succeeded + "/retry", null);
        assertThat(answer.body().path("reasons").get(0).path("code").asString())
                .isEqualTo("attempt-status-not-recoverable");
        assertThat(answer.body().path("nextActions").get(0).asString())
                .isEqualTo("appaloft deployments recovery-readiness " + door.succeeded);
    }

    @Test
    void withoutTheTokenOnlyHealthAndVersionAnswer() {
        for (var path : new String[] {"/api/health/live", "/api/health/ready", "/api/version"}) {
            assertThat(door.send("GET", path, null, "Authorization", "none").status())
                    .as(path)
                    .isEqualTo(200);
        }
        for (var path : new String[] {
            "/api/projects", "/api/openapi.json", "/api/nothing", "/error", "/api/version/", "/api/version;x"
        }) {
            var answer = door.send("GET", path, null, "Authorization", "none");
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void answersAreNeitherKeptNorGuessedAt() {
        var answer = door.send("GET", "/api/projects", null);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void theTokenItselfIsNowhere() throws Exception {
        var stored = door.database()
                .sql("select sha256 from admin_token")
                .query(byte[].class)
                .single();
        assertThat(stored)
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(Door.TOKEN.getBytes(StandardCharsets.UTF_8)));
        assertThat(Files.exists(door.data.resolve("admin-token"))).isFalse();
        assertThat(Files.getPosixFilePermissions(door.data.resolve("server.json")))
                .hasSize(2);
    }

    @Test
    void aChunkedBodyIsLimitedToo() {
        long before = door.recorded();
        var chunks = java.util.stream.IntStream.range(0, 1_200)
                .mapToObj(i -> "x".repeat(1_000).getBytes(StandardCharsets.UTF_8))
                .toList();
        var answer = door.answered(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port + "/api/projects"))
                .header("Authorization", "Bearer " + Door.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("{\"name\":\"".getBytes(StandardCharsets.UTF_8)),
                                chunks.stream())
                        .toList()))
                .build());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(413);
        assertThat(door.recorded()).isEqualTo(before);
    }

    @Test
    void aSecretIsNeverReadAgain() {
        var value = "never-to-be-seen-" + System.nanoTime();
        var environment = door.created(
                "/api/environments", Map.of("projectId", door.project, "name", "secrets", "kind", "staging"));
        var set = door.send(
                "PUT",
                "/api/environments/" + environment + "/variables/PASSWORD",
                Map.of("value", value, "secret", true));
        assertThat(set.status()).isEqualTo(204);
        var shown = door.send("GET", "/api/environments/" + environment, null).body();
        assertThat(shown.path("secrets").path("PASSWORD").asInt()).isEqualTo(1);
        assertThat(shown.toString()).doesNotContain(value);
    }

    @Test
    void readinessIsReadOnlyAndItsTagOpensTheCommand() {
        Door.HOST.image("door:v1", FakeImage.serving());
        long before = door.recorded();
        var readiness =
                door.send("GET", "/api/deployments/" + door.succeeded + "/recovery-readiness?verify=live", null);
        assertThat(readiness.text("schemaVersion")).isEqualTo("deployments.recovery-readiness/v1");
        assertThat(readiness.header("etag")).isEqualTo('"' + readiness.text("stateVersion") + '"');
        assertThat(door.recorded()).isEqualTo(before);
        var resource = door.newResource("tagged");
        var first = door.deployed(resource);
        var tag = door.send("GET", "/api/deployments/" + first + "/recovery-readiness", null)
                .header("etag");
        var accepted = door.send(
                "POST", "/api/resources/" + resource + "/redeploy", Map.of("deploymentId", first), "If-Match", tag);
        assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
        assertThat(accepted.header("location")).isEqualTo("/api/deployments/" + accepted.text("id"));
        assertThat(door.send("GET", accepted.header("location"), null).text("sourceDeploymentId"))
                .isEqualTo(first);
    }

    @Test
    void anEndedTimelineHasItsEndOnTheLastPage() {
        var cursor = "-1";
        var events = new ArrayList<String>();
        var cursors = new ArrayList<String>();
        for (boolean over = false; !over; ) {
            var page = door.send(
                            "GET",
                            "/api/deployments/" + door.succeeded + "/timeline?limit=2&waitSeconds=5&after=" + cursor,
                            null)
                    .body();
            page.path("items").forEach(item -> events.add(item.path("event").asString()));
            page.path("items").forEach(item -> cursors.add(item.path("cursor").asString()));
            cursor = page.path("nextCursor").asString();
            over = page.path("terminal").asBoolean();
        }
        assertThat(events).startsWith("deployment.requested").endsWith("deployment.succeeded");
        assertThat(cursors).doesNotHaveDuplicates().hasSameSizeAs(events);
    }
}

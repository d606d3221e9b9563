package com.appaloft.cli.demo;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Api;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.http.ServerRefusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the story asks of the control plane; everything goes through its HTTP door. */
final class Stage {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "canceled", "interrupted", "rolled-back");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Api api;

    Stage(Api api) {
        this.api = api;
    }

    /** The id of the thing of that name, made if there is none yet. */
    String ensure(String collection, ObjectNode body, String... mustAgree) {
        for (var item : api.get(Route.to(collection)).json().path("items")) {
            if (agrees(item, body, "name") && Set.of(mustAgree).stream().allMatch(f -> agrees(item, body, f))) {
                return text(item, "/id");
            }
        }
        return api.post(Route.to(collection), body).id();
    }

    private static boolean agrees(JsonNode item, JsonNode body, String field) {
        return item.path(field).asString("").equals(body.path(field).asString(""));
    }

    JsonNode test(String server) {
        return api.post(Route.to("servers", server, "test")).json();
    }

    String resource(ObjectNode place, String name, Path folder, int hostPort) {
        place.put("name", name);
        place.set("source", source(folder));
        place.putObject("runtime").put("strategy", "dockerfile");
        place.putObject("network")
                .put("internalPort", 8080)
                .put("exposure", "direct-port")
                .put("hostPort", hostPort);
        place.putObject("health")
                .put("type", "http")
                .put("path", "/")
                .put("intervalSeconds", 1)
                .put("timeoutSeconds", 2)
                .put("retries", 5)
                .put("startPeriodSeconds", 1);
        return api.post(Route.to("resources"), place).id();
    }

    void relink(String resource, String environment, Path from, Path to) {
        var body = Json.object().put("expectedEnvironmentId", environment).put("confirm", resource);
        body.set("expectedCurrentSource", source(from));
        body.set("newSource", source(to));
        api.post(Route.to("resources", resource, "source", "relink"), body);
    }

    private static ObjectNode source(Path folder) {
        return Json.object().put("kind", "local-folder").put("locator", folder.toString());
    }

    JsonNode deploy(String resource) {
        return ended(api.post(Route.to("deployments"), once(), Json.object().put("resourceId", resource))
                .id());
    }

    JsonNode redeploy(String resource) {
        return ended(api.post(Route.to("resources", resource, "redeploy"), once(), Json.object())
                .id());
    }

    /** Retries on the readiness that was read. */
    JsonNode retry(String attempt) {
        return recover(
                attempt,
                marker -> api.post(Route.to("deployments", attempt, "retry"), marker, Json.object())
                        .id());
    }

    /** Rolls back on the readiness that was read. */
    JsonNode rollback(String attempt, String candidate) {
        var body = Json.object().put("rollbackCandidateDeploymentId", candidate);
        return recover(
                attempt,
                marker -> api.post(Route.to("deployments", attempt, "rollback"), marker, body)
                        .id());
    }

    JsonNode readiness(String attempt) {
        return api.get(Route.to("deployments", attempt, "recovery-readiness").with("verify", "live"))
                .json();
    }

    private JsonNode recover(String attempt, Function<Map<String, String>, String> command) {
        for (var asked = 1; ; asked++) {
            var marker = '"' + text(readiness(attempt), "/stateVersion") + '"';
            try {
                return ended(command.apply(Map.of(
                        "If-Match",
                        marker,
                        Api.IDEMPOTENCY_KEY,
                        UUID.randomUUID().toString())));
            } catch (ServerRefusal refusal) {
                if (asked == 3 || !refusal.code().equals("deployment_recovery_state_stale")) {
                    throw refusal;
                }
            }
        }
    }

    private static Map<String, String> once() {
        return Map.of(Api.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
    }

    private JsonNode ended(String attempt) {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            var now = api.get(Route.to("deployments", attempt)).json();
            if (ENDED.contains(text(now, "/status"))) {
                return now;
            }
            pause();
        }
        throw new IllegalStateException(
                "attempt " + attempt + " did not end within " + PATIENCE.toMinutes() + " minutes");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an attempt ran", e);
        }
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the control plane as any client does. */
final class Api {
    static final Set<String> ACTIVE = Set.of("created", "planning", "planned", "running", "cancel-requested");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    record Answer(int status, JsonNode body, Map<String, List<String>> headers) {
        String text(String field) {
            return body.path(field).asString("");
        }

        Set<String> reasons() {
            var codes = new HashSet<String>();
            body.path("reasons").forEach(r -> codes.add(r.path("code").asString()));
            return codes;
        }
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer send(String method, String path, Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        request.method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var text = response.body();
            var node = text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
            return new Answer(response.statusCode(), node, response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends exactly these characters; the answer's body is left, so that a stream is not waited for. */
    int status(String method, String path, Map<String, String> headers, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String created(String path, Object body) {
        var answer = post(path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("id");
    }

    /** Sends a command that must be accepted and returns the new attempt's id. */
    String accepted(String path, Object body) {
        var answer = post(path, body);
        assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(202);
        return answer.text("id");
    }

    String deploy(String resource) {
        return accepted("/api/deployments", Map.of("resourceId", resource));
    }

    JsonNode deployment(String id) {
        return get("/api/deployments/" + id).body();
    }

    JsonNode readiness(String id, String query) {
        var answer = get("/api/deployments/" + id + "/recovery-readiness" + query);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Waits until the attempt has ended and returns it. */
    JsonNode ended(String id) {
        return awaitDeployment(id, d -> !ACTIVE.contains(d.path("status").asString()));
    }

    JsonNode succeeded(String id) {
        var ended = ended(id);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("succeeded");
        return ended;
    }

    JsonNode awaitPhase(String id, String phase) {
        return awaitDeployment(
                id,
                d -> phase.equals(d.path("phase").asString(""))
                        || !ACTIVE.contains(d.path("status").asString()));
    }

    JsonNode awaitDeployment(String id, Predicate<JsonNode> condition) {
        return Awaitility.await("deployment " + id)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> deployment(id), condition);
    }

    static Set<String> codes(JsonNode reasons) {
        var codes = new HashSet<String>();
        reasons.forEach(r -> codes.add(r.path("code").asString()));
        return codes;
    }

    static JsonNode candidate(JsonNode readiness, String id) {
        return StreamSupport.stream(
                        readiness.path("rollback").path("candidates").spliterator(), false)
                .filter(c -> c.path("deploymentId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no candidate " + id + " in " + readiness));
    }
}

package com.appaloft.cli.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import tools.jackson.databind.JsonNode;

/**
 * Asks the control plane and gives back its answer.
 *
 * <p>All methods throw {@link ServerUnreachable} where nobody answers and {@link ServerRefusal} for a problem.
 */
public final class Api {
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For work on a server that may have to pull an image first. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);

    private static final int ATTEMPTS = 3;

    private final Connection connection;
    private final HttpClient client;

    public Api(Connection connection) {
        this.connection = connection;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        this.client = connection.encrypted()
                ? builder.build()
                : builder.sslContext(trustingNobody()).build();
    }

    /** Spares plain HTTP the reading of all certificates, which takes longer than a command; no TLS peer is trusted. */
    private static SSLContext trustingNobody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    public Answer get(Route route) {
        return send(request("GET", route, Map.of(), Optional.empty()), 1);
    }

    public Answer put(Route route, JsonNode body) {
        return send(request("PUT", route, Map.of(), Optional.of(body)), 1);
    }

    public Answer patch(Route route, JsonNode body) {
        return send(request("PATCH", route, Map.of(), Optional.of(body)), 1);
    }

    public Answer delete(Route route) {
        return send(request("DELETE", route, Map.of(), Optional.empty()), 1);
    }

    public Answer post(Route route) {
        return send(request("POST", route, Map.of(), Optional.empty()), 1);
    }

    public Answer post(Route route, JsonNode body) {
        return post(route, Map.of(), body);
    }

    /** As {@link #post(Route)}, for what may take minutes. */
    public Answer postPatiently(Route route) {
        return send(request("POST", route, Map.of(), Optional.empty(), LONG_PATIENCE), 1);
    }

    /** Sends a command; one with an {@link #IDEMPOTENCY_KEY} is sent again when the connection breaks. */
    public Answer post(Route route, Map<String, String> headers, JsonNode body) {
        var attempts = headers.containsKey(IDEMPOTENCY_KEY) ? ATTEMPTS : 1;
        return send(request("POST", route, headers, Optional.of(body)), attempts);
    }

    /**
     * Reads server-sent events until the server ends the stream.
     *
     * @param lastEventId where to resume behind it; empty starts where the route says
     * @param each is given every event
     */
    public void stream(Route route, String lastEventId, Consumer<ServerSentEvent> each) {
        var request = HttpRequest.newBuilder(connection.at(route))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + connection.token());
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofLines());
            try (var lines = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw new ServerRefusal(new Answer(response.statusCode(), lines.collect(Collectors.joining("\n"))));
                }
                ServerSentEvent.read(lines.iterator(), each);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ServerUnreachable(connection.base(), "does not stream", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachable(connection.base(), "was not waited for", e);
        }
    }

    private HttpRequest request(String method, Route route, Map<String, String> headers, Optional<JsonNode> body) {
        return request(method, route, headers, body, PATIENCE);
    }

    private HttpRequest request(
            String method, Route route, Map<String, String> headers, Optional<JsonNode> body, Duration patience) {
        var request = HttpRequest.newBuilder(connection.at(route))
                .timeout(patience)
                .header("Accept", "application/json, application/problem+json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElseGet(BodyPublishers::noBody));
        if (!connection.token().isEmpty()) {
            request.header("Authorization", "Bearer " + connection.token());
        }
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return request.build();
    }

    private Answer send(HttpRequest request, int attempts) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            var answer = new Answer(response.statusCode(), response.body());
            if (answer.status() / 100 != 2) {
                throw new ServerRefusal(answer);
            }
            return answer;
        } catch (ConnectException e) {
            throw new ServerUnreachable(connection.base(), "does not answer", e);
        } catch (HttpTimeoutException e) {
            throw new ServerUnreachable(connection.base(), "did not answer in time", e);
        } catch (IOException e) {
            if (attempts > 1) {
                return send(request, attempts - 1);
            }
            throw new ServerUnreachable(connection.base(), "broke the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachable(connection.base(), "was not waited for", e);
        }
    }
}

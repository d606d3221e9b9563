package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one engine. Nothing is connected until it is used, the API version is agreed on the first use and again after
 * every loss, so the engine may be away at our start and come back as another version.
 */
final class Engine implements AutoCloseable {
    static final RemoteApiVersion OLDEST = RemoteApiVersion.create(1, 40);
    static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);
    /**
     * How long the engine may take to answer.
     *
     * @param call that changes something
     * @param question whose answer streams and is short
     * @param prompt question of somebody who waits for the answer
     */
    record Deadlines(Duration call, Duration question, Duration prompt) {
        static final Deadlines USUAL =
                new Deadlines(Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofSeconds(15));
    }

    /** What the engine says of itself without being asked for anything. */
    record Ping(RemoteApiVersion offered, String osType) {}

    private record Agreed(DockerClient client, DockerClient prompt, RemoteApiVersion version, Ping ping) {}

    private final Reach reach;
    private final ScheduledExecutorService alarms;
    private final Duration call;
    private final DockerHttpClient brief;
    private final DockerHttpClient calls;
    private final DockerHttpClient questions;
    private final DockerHttpClient prompt;
    private final DockerHttpClient streams;
    private volatile @Nullable Agreed agreed;
    private @Nullable CompletableFuture<Agreed> agreeing;

    Engine(Reach reach) {
        this(reach, Deadlines.USUAL);
    }

    Engine(Reach reach, Deadlines deadlines) {
        this.reach = reach;
        this.alarms = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("docker-deadlines").factory());
        this.call = deadlines.call();
        this.brief = new FreshConnections(reach.transport(100));
        this.calls = new PromptTransport(brief, alarms, deadlines.call());
        this.prompt = new PromptTransport(brief, alarms, deadlines.prompt());
        this.questions = new PromptTransport(brief, alarms, deadlines.question());
        // a stream occupies its connection for minutes: short calls must never wait for one
        this.streams = new FreshConnections(reach.streams(1000));
    }

    Reach reach() {
        return reach;
    }

    /** For short calls; each has a deadline. */
    DockerClient client() {
        return agree().client();
    }

    /** For a call that may rightly take this much longer than others. */
    DockerClient client(Duration longer) {
        return DockerClientImpl.getInstance(
                config(agree().version()), new PromptTransport(brief, alarms, call.plus(longer)));
    }

    /** For questions of somebody who waits for the answer. */
    DockerClient promptClient() {
        return agree().prompt();
    }

    Ping ping() {
        return agree().ping();
    }

    /** Asks anew, whatever was agreed before. */
    Ping pingNow() {
        agreed = null;
        return ping();
    }

    /** The registry credentials the user of this process logged in with, if any. */
    DockerClientConfig config() {
        return config(NEWEST);
    }

    /**
     * Sends a request whose answer streams; a cancel of the operation ends it in any phase.
     *
     * @throws DockerException where the engine refuses
     */
    EngineStream open(EngineRequest request, Operation operation) {
        return opened(new CancelableTransport(streams, operation), request);
    }

    /**
     * Asks a short question whose answer streams; it has a deadline until it is closed.
     *
     * @throws DockerException where the engine refuses
     */
    EngineStream ask(EngineRequest request) {
        return opened(questions, request);
    }

    private EngineStream opened(DockerHttpClient way, EngineRequest request) {
        Response response = way.execute(request.at(agree().version().asWebPathPart()));
        if (response.getStatusCode() < 400) {
            return new EngineStream(response);
        }
        try (response) {
            throw refusal(
                    new String(response.getBody().readNBytes(64 * 1024), StandardCharsets.UTF_8),
                    response.getStatusCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DockerException refusal(String words, int status) {
        return switch (status) {
            case 400 -> new BadRequestException(words);
            case 404 -> new NotFoundException(words);
            case 409 -> new ConflictException(words);
            default -> new DockerException(words, status);
        };
    }

    @Override
    public void close() throws IOException {
        alarms.shutdownNow();
        calls.close();
        streams.close();
        reach.close();
    }

    /** Many may wait for one answer; where none comes they all learn it at once, not each after its own deadline. */
    private Agreed agree() {
        var mine = new CompletableFuture<Agreed>();
        CompletableFuture<Agreed> shared;
        synchronized (this) {
            Agreed known = agreed;
            if (known != null) {
                return known;
            }
            shared = agreeing == null ? mine : agreeing;
            agreeing = shared;
        }
        if (shared.equals(mine)) {
            answer(mine);
        }
        try {
            return shared.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private void answer(CompletableFuture<Agreed> waiting) {
        try {
            var fresh = agreedNow();
            agreed = fresh;
            waiting.complete(fresh);
        } catch (Throwable failure) {
            waiting.completeExceptionally(failure);
        } finally {
            synchronized (this) {
                agreeing = null;
            }
        }
    }

    private Agreed agreedNow() {
        Ping ping = askPing();
        if (!ping.offered().isGreaterOrEqual(OLDEST)) {
            throw new BackendFailure(
                    FailureCode.ENGINE_UNAVAILABLE,
                    "The Docker engine speaks API " + ping.offered().getVersion() + "; " + OLDEST.getVersion()
                            + " or newer is needed.");
        }
        RemoteApiVersion version = ping.offered().isGreater(NEWEST) ? NEWEST : ping.offered();
        return new Agreed(
                DockerClientImpl.getInstance(config(version), calls),
                DockerClientImpl.getInstance(config(version), prompt),
                version,
                ping);
    }

    private Ping askPing() {
        Request request = Request.builder().method("GET").path("/_ping").build();
        try (Response response = prompt.execute(request)) {
            if (response.getStatusCode() >= 400) {
                throw new DockerException("the engine answers but is not well", response.getStatusCode());
            }
            String offered = Objects.requireNonNullElse(response.getHeader("Api-Version"), "1.24");
            return new Ping(
                    RemoteApiVersion.parseConfig(offered),
                    Objects.requireNonNullElse(response.getHeader("Ostype"), "linux"));
        }
    }

    private DockerClientConfig config(RemoteApiVersion version) {
        return DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(reach.dockerHost())
                .withApiVersion(version)
                .build();
    }

    /** Never reuses a connection, so none is stale after the engine's restart; opening one to a unix socket costs 0.1 ms. */
    private final class FreshConnections implements DockerHttpClient {
        private final DockerHttpClient http;

        FreshConnections(DockerHttpClient http) {
            this.http = http;
        }

        @Override
        public Response execute(Request request) {
            try {
                return http.execute(Request.builder()
                        .from(request)
                        .putHeader("Connection", "close")
                        .build());
            } catch (RuntimeException e) {
                agreed = null;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}

package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.HostEvents;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what happens on the engine, for as long as somebody listens; after every interruption everything is to be looked at again. */
final class EngineEvents implements HostEvents, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineEvents.class);
    private static final long LONGEST_PAUSE = 5_000;
    /** Everything else is left out at the engine: health checks alone would flood the stream. */
    private static final String FILTERS =
            "{\"type\":[\"container\",\"image\"],\"event\":[\"die\",\"oom\",\"destroy\",\"delete\",\"untag\"]}";

    /** Servers shut out those who try again and again. */
    private static final long PAUSE_OF_WHO_IS_REFUSED = 60_000;

    private final Engine engine;
    private final InstallationId installation;
    private final String serverKind;
    private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();
    private final Operation following = Operation.quiet();
    private @Nullable Thread follower;
    private String since = "";
    private boolean lost;
    private boolean refused;

    EngineEvents(Engine engine, InstallationId installation, String serverKind) {
        this.engine = engine;
        this.installation = installation;
        this.serverKind = serverKind;
    }

    @Override
    public synchronized void listen(Consumer<Changed> listener) {
        listeners.add(listener);
        if (follower == null) {
            follower = Thread.ofVirtual().name("docker-events").start(this::follow);
        }
    }

    @Override
    public void close() {
        following.cancel();
    }

    private void follow() {
        long pause = 100;
        while (!following.canceled()) {
            try {
                if (followOnce()) {
                    pause = 100;
                }
                following.pause(refused ? PAUSE_OF_WHO_IS_REFUSED : pause);
            } catch (Operation.Canceled e) {
                return;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    /** Whether the engine answered at all. */
    private boolean followOnce() {
        boolean answered = false;
        try (EngineStream stream = engine.open(request(), following)) {
            answered = true;
            lost = false;
            refused = false;
            tell(What.LOOK_AGAIN, "");
            stream.eachMessage(this::read);
            throw new UncheckedIOException(new EOFException("the engine ended the stream of events"));
        } catch (Operation.Canceled e) {
            throw e;
        } catch (RuntimeException e) {
            following.throwIfCanceled();
            log.debug("The engine's events broke off", e);
            refused = e instanceof BackendFailure failure
                    && (failure.code() == FailureCode.SSH_AUTH_FAILED
                            || failure.code() == FailureCode.HOST_KEY_MISMATCH);
            if (!lost) {
                lost = true;
                log.info(
                        "The Docker engine at {} does not answer; waiting for it",
                        engine.reach().shown());
                tell(What.HOST_LOST, "");
            }
        }
        return answered;
    }

    private EngineRequest request() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("filters", FILTERS);
        if (!since.isEmpty()) {
            query.put("since", since);
        }
        return EngineRequest.get("/events", query);
    }

    private void read(JsonNode event) {
        long nanos = event.path("timeNano").asLong();
        since = nanos / 1_000_000_000 + "." + String.format("%09d", nanos % 1_000_000_000);
        JsonNode actor = event.path("Actor");
        if (event.path("Type").asText().equals("image")) {
            tell(What.ARTIFACT_GONE, actor.path("ID").asText());
            return;
        }
        JsonNode attributes = actor.path("Attributes");
        if (installation.value().equals(attributes.path(Labels.INSTALLATION).asText())) {
            tell(What.WORKLOAD_ENDED, attributes.path("name").asText());
        }
    }

    private void tell(What what, String id) {
        var changed = new Changed(serverKind, what, id);
        for (Consumer<Changed> listener : listeners) {
            try {
                listener.accept(changed);
            } catch (RuntimeException e) {
                log.warn("A listener could not take {}", changed, e);
            }
        }
    }
}

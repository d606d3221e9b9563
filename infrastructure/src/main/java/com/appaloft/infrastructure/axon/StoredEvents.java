package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.NewEvents;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the store for everybody who follows it. One thread finds out how far can be read, for all of them; few read at a time, so that
 * any number of readers leaves the database to the writers.
 */
@Component
final class StoredEvents implements EventFeed, SmartLifecycle {
    private static final int READERS_AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final JdbcClient jdbc;
    private final NewEvents events;
    private final CloudEventJson json;
    private final StableEnd end;
    private final Semaphore readers = new Semaphore(READERS_AT_ONCE, true);
    private final List<Runnable> onCommit = new CopyOnWriteArrayList<>();
    private final List<Runnable> onEnd = new CopyOnWriteArrayList<>();
    private volatile List<NewEvents.Subscription> listening = List.of();

    StoredEvents(JdbcClient jdbc, NewEvents events, InstallationId installation) {
        this.jdbc = jdbc;
        this.events = events;
        this.json = new CloudEventJson(installation.value());
        this.end = new StableEnd(jdbc);
    }

    @Override
    public Sequence everything() {
        return new WholeStore(this, "true", "");
    }

    @Override
    public Sequence concerning(ResourceId resource) {
        return new WholeStore(this, WholeStore.CONCERNS_RESOURCE, resource.value());
    }

    @Override
    public Sequence of(DeploymentId attempt) {
        return new OneStream(this, attempt.value());
    }

    @Override
    public Entry gap(long after, long place, Instant at) {
        return json.gap(after, place, at);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    CloudEventJson json() {
        return json;
    }

    /** Places up to here are final. */
    long end() {
        return end.place();
    }

    <T> T reading(Supplier<T> read) {
        readers.acquireUninterruptibly();
        try {
            return read.get();
        } finally {
            readers.release();
        }
    }

    NewEvents.Subscription listenToCommits(Runnable bell) {
        onCommit.add(bell);
        return () -> onCommit.remove(bell);
    }

    NewEvents.Subscription listenToEnd(Runnable bell) {
        onEnd.add(bell);
        return () -> onEnd.remove(bell);
    }

    /** A writer that is undone sends no notice, so what it left missing is looked at again until it is over. */
    private void look() {
        var pause = FIRST_PAUSE;
        long before = end.place();
        while (end.advance() && isRunning()) {
            if (end.place() > before) {
                before = end.place();
                onEnd.forEach(Runnable::run);
            }
            rest(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
        if (end.place() > before) {
            onEnd.forEach(Runnable::run);
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        listening = List.of(events.listen(() -> onCommit.forEach(Runnable::run)), events.listen(this::look));
        Thread.ofVirtual().name("stored-events").start(this::look);
    }

    @Override
    public void stop() {
        var open = listening;
        listening = List.of();
        open.forEach(NewEvents.Subscription::close);
    }

    @Override
    public boolean isRunning() {
        return !listening.isEmpty();
    }

    /** Before the first request. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 10_000;
    }
}

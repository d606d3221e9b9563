package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.NewEvents;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader that is woken: looks on a thread of its own, one look for all wake-ups that came while it looked. A look that fails, in
 * whatever way, is repeated until it succeeds or nobody wants it any more.
 */
final class Looking implements NewEvents.Subscription {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Looking.class);

    private final Runnable look;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean failing;

    Looking(Runnable look) {
        this.look = look;
    }

    /** Returns at once. */
    void wake() {
        if (!closed && wakeUps.getAndIncrement() == 0) {
            Thread.ofVirtual().name("new-events").start(this::lookWhileWoken);
        }
    }

    private void lookWhileWoken() {
        int seen;
        do {
            seen = wakeUps.get();
            while (!closed && !looked()) {
                pause();
            }
        } while (!wakeUps.compareAndSet(seen, 0));
    }

    private boolean looked() {
        try {
            look.run();
            failing = false;
            return true;
        } catch (Throwable e) {
            // also an error: nobody else would ever look again
            if (!closed && !failing) {
                failing = true;
                log.warn("A look at new events failed and is repeated every {} s.", PAUSE.toSeconds(), e);
            }
            return closed;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

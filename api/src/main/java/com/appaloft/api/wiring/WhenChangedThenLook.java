package com.appaloft.api.wiring;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whenever something changed, many changes by one look, until it is closed; a look that fails is repeated after a pause. */
final class WhenChangedThenLook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WhenChangedThenLook.class);

    private final Runnable look;
    private final Duration pause;
    private final Semaphore changes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private WhenChangedThenLook(Runnable look, Duration pause) {
        this.look = look;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("host-watch").unstarted(this::lookUntilClosed);
    }

    /** @param pause before a look that failed is repeated */
    static WhenChangedThenLook start(Runnable look, Duration pause) {
        var started = new WhenChangedThenLook(look, pause);
        started.thread.start();
        return started;
    }

    /** Returns at once. */
    void changed() {
        changes.release();
    }

    private void lookUntilClosed() {
        boolean failing = false;
        try {
            while (!closed) {
                changes.acquire();
                changes.drainPermits();
                if (looked(failing)) {
                    failing = false;
                } else {
                    failing = true;
                    changed();
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean looked(boolean failing) {
        try {
            look.run();
            return true;
        } catch (Throwable e) {
            // also an error: nobody else would ever look because of a change again
            if (!failing && !closed) {
                log.warn("Looking at what changed failed and is repeated every {} ms.", pause.toMillis(), e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

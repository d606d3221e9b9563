package com.appaloft.api.deployment;

import com.appaloft.application.port.NewEvents;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes who waits for news of an attempt, whichever process carries it. */
@Component
public class AttemptNews {
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    AttemptNews(NewEvents events) {
        events.listen(this::ring);
    }

    /** Reads until there is something, the time is over or the control plane stops; returns what was read last. */
    public <T> T await(Duration atMost, Supplier<T> read, Predicate<T> something) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var bell = new CountDownLatch(1);
            waiting.add(bell);
            try {
                var found = read.get();
                long left = end - System.nanoTime();
                if (left <= 0 || closing || something.test(found) || !rung(bell, left)) {
                    return found;
                }
            } finally {
                waiting.remove(bell);
            }
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        closing = true;
        ring();
    }

    private void ring() {
        waiting.forEach(CountDownLatch::countDown);
    }

    /** False if the waiting thread was interrupted. */
    private static boolean rung(CountDownLatch bell, long nanos) {
        try {
            boolean early = bell.await(nanos, TimeUnit.NANOSECONDS);
            return early || !Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package com.appaloft.api.deployment;

import com.appaloft.application.port.CommittedEvents;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.RecordedEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes who waits for news of an attempt. */
@Component
class AttemptNews {
    /** What another process committed is noticed this late. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Map<String, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closing;

    AttemptNews(CommittedEvents events) {
        events.listen(this::happened);
    }

    /** Reads until there is something, the time is over or the control plane stops; returns what was read last. */
    <T> T await(DeploymentId id, Duration atMost, Supplier<T> read, Predicate<T> something) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var bell = new CountDownLatch(1);
            waiting.compute(id.value(), (key, bells) -> with(bells, bell));
            try {
                var found = read.get();
                long left = end - System.nanoTime();
                if (left <= 0 || closing || something.test(found)) {
                    return found;
                }
                if (!rung(bell, Math.min(left, LOOK_AGAIN.toNanos()))) {
                    return found;
                }
            } finally {
                waiting.computeIfPresent(id.value(), (key, bells) -> without(bells, bell));
            }
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        closing = true;
        waiting.values().forEach(AttemptNews::ring);
    }

    private void happened(RecordedEvent recorded) {
        ring(waiting.getOrDefault(recorded.event().streamId(), Set.of()));
    }

    private static void ring(Set<CountDownLatch> bells) {
        bells.forEach(CountDownLatch::countDown);
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

    private static Set<CountDownLatch> with(@Nullable Set<CountDownLatch> bells, CountDownLatch bell) {
        var all = bells == null ? new HashSet<CountDownLatch>() : new HashSet<>(bells);
        all.add(bell);
        return Set.copyOf(all);
    }

    private static @Nullable Set<CountDownLatch> without(Set<CountDownLatch> bells, CountDownLatch bell) {
        var rest = new HashSet<>(bells);
        rest.remove(bell);
        return rest.isEmpty() ? null : Set.copyOf(rest);
    }
}

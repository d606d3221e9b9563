package com.appaloft.api.wiring;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WhenChangedThenLookTest {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aLookThatFailsInWhateverWayIsRepeatedAndChangesAreSeenAfterwards() {
        try (var changes = WhenChangedThenLook.start(this::breakThreeTimes, PAUSE)) {
            changes.changed();
            await().until(() -> looks.get() == 4);
            changes.changed();
            await().until(() -> looks.get() == 5);
        }
    }

    @Test
    void manyChangesDuringALookAreOneMore() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var changes = WhenChangedThenLook.start(
                () -> {
                    begun.countDown();
                    uninterrupted(goOn);
                    looks.incrementAndGet();
                },
                PAUSE)) {
            changes.changed();
            begun.await();
            for (int i = 0; i < 20; i++) {
                changes.changed();
            }
            goOn.countDown();
            await().during(Duration.ofMillis(100)).until(() -> looks.get() == 2);
        }
    }

    @Test
    void nothingIsRepeatedOnceItIsClosed() {
        var changes = WhenChangedThenLook.start(
                () -> {
                    looks.incrementAndGet();
                    throw new IllegalStateException("the database is away");
                },
                PAUSE);
        changes.changed();
        await().until(() -> looks.get() > 1);
        changes.close();
        int afterwards = looks.get() + 1; // one may have been under way
        await().during(PAUSE.multipliedBy(10)).until(() -> looks.get() <= afterwards);
    }

    private void breakThreeTimes() {
        switch (looks.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("the database is away");
            case 2 -> throw new StackOverflowError("as scripted");
            case 3 -> throw new NoClassDefFoundError("as scripted");
            default -> {}
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

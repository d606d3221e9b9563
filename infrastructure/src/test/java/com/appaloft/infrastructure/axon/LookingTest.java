package com.appaloft.infrastructure.axon;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookingTest {
    @Test
    void aLookThatBreaksIsRepeatedAndIsNotTheLast() {
        var looks = new AtomicInteger();
        try (var looking = new Looking(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("as scripted");
            }
        })) {
            looking.wake();
            await().until(() -> looks.get() == 2);
            await().until(() -> {
                looking.wake();
                return looks.get() > 2;
            });
        }
    }
}

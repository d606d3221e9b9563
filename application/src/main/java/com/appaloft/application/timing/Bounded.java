package com.appaloft.application.timing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks something that may never answer, and waits only so long; what is too late is interrupted and left. */
public final class Bounded {
    private Bounded() {}

    /** Empty where there was no answer in time; what the question throws is thrown. */
    public static <T> Optional<T> within(Duration limit, Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        var asking = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            asking.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            asking.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new IllegalStateException("asking failed", e.getCause());
        }
    }
}

package com.appaloft.domain.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A health check that the engine runs in a service's container.
 *
 * @param test as the engine takes it: {@code CMD} or {@code CMD-SHELL} and the words, which may hold {@code ${NAME}}; {@code NONE}
 *     switches the image's own off
 * @param intervalMs absent takes the engine's default, as for the others
 */
public record ServiceHealth(
        List<String> test,
        @Nullable Long intervalMs,
        @Nullable Long timeoutMs,
        @Nullable Integer retries,
        @Nullable Long startPeriodMs) {
    public ServiceHealth {
        test = List.copyOf(test);
    }

    public boolean off() {
        return test.equals(List.of("NONE"));
    }
}

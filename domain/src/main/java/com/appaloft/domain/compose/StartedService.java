package com.appaloft.domain.compose;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service with everything filled in, secrets too: what is started, and never shown or kept. */
public record StartedService(
        ServiceProcess process, @Nullable ServiceHealth healthcheck) {
    /**
     * Fills in what the file left for the start.
     *
     * @param environment complete, secrets revealed
     * @throws IllegalArgumentException where the environment no longer has what was there when the file was read; names it
     */
    public static StartedService of(ComposeService service, Map<String, String> environment) {
        Function<String, String> fill = text -> Interpolation.fill(text, environment::get);
        try {
            var health = service.healthcheck();
            return new StartedService(
                    service.running().filled(fill),
                    health == null
                            ? null
                            : new ServiceHealth(
                                    filled(health.test(), fill),
                                    health.intervalMs(),
                                    health.timeoutMs(),
                                    health.retries(),
                                    health.startPeriodMs()));
        } catch (Interpolation.Broken broken) {
            throw new IllegalArgumentException(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static List<String> filled(List<String> words, Function<String, String> fill) {
        return words.stream().map(fill).toList();
    }

    @Override
    public String toString() {
        return "StartedService[" + process + "]";
    }
}

package com.appaloft.domain.runtime;

import java.util.List;

/** How a workload proves that it is well (API.md {@code health}); times in whole seconds. */
public sealed interface HealthSpec {
    /** Asks over HTTP until {@code expectedStatus} is answered; {@code retries} failures in a row after the start period fail it. */
    record Http(
            String path,
            int expectedStatus,
            int intervalSeconds,
            int timeoutSeconds,
            int retries,
            int startPeriodSeconds)
            implements HealthSpec {}

    /** Runs a command in the container; exit code 0 is healthy. */
    record Command(List<String> command, int intervalSeconds, int timeoutSeconds, int retries, int startPeriodSeconds)
            implements HealthSpec {
        public Command {
            command = List.copyOf(command);
        }
    }

    /** The image's own HEALTHCHECK; where it has none, that the process keeps running. */
    record Image() implements HealthSpec {}

    /** Nothing is asked; the process must be running when verified. */
    record None() implements HealthSpec {}
}

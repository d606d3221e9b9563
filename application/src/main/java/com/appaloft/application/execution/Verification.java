package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Verify: waits until a workload has proven that it is well, or says truthfully why it is not. */
@Component
class Verification {
    private static final int EVIDENCE_LINES = 50;
    private static final long LOOK_EVERY_MS = 250;
    private static final Duration ENGINE_DECIDES_WITHIN = Duration.ofMinutes(5);
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(1);

    /** How patient the wait is, whatever is asked. */
    private record Patience(Duration startPeriod, Duration interval, int retries) {
        static Patience of(HealthSpec health) {
            return switch (health) {
                case HealthSpec.Http h -> of(h.startPeriodSeconds(), h.intervalSeconds(), h.retries());
                case HealthSpec.Command c -> of(c.startPeriodSeconds(), c.intervalSeconds(), c.retries());
                case HealthSpec.Image i -> new Patience(Duration.ofMinutes(5), Duration.ofMillis(LOOK_EVERY_MS), 1);
                case HealthSpec.None n -> new Patience(SETTLED_AFTER, Duration.ofMillis(LOOK_EVERY_MS), 1);
            };
        }

        private static Patience of(int startPeriod, int interval, int retries) {
            return new Patience(Duration.ofSeconds(startPeriod), Duration.ofSeconds(interval), retries);
        }
    }

    private final InstantSource time;

    Verification(Clock clock) {
        this.time = clock;
    }

    /**
     * Returns once healthy.
     *
     * @throws BackendFailure {@code container-exited}, {@code out-of-memory}, {@code health-timeout}, {@code health-status-unexpected}
     */
    void prove(Carried attempt, Workload workload, HealthSpec health) {
        var patience = Patience.of(health);
        var started = time.instant();
        int failures = 0;
        while (true) {
            attempt.operation().throwIfCanceled();
            var now = stillRunning(attempt, workload);
            var answer = attempt.backend().ask(attempt.server(), now, health, attempt.operation());
            if (answer.health() == Health.HEALTHY && settled(health, started)) {
                stillRunning(attempt, workload);
                attempt.operation().line("system", "healthy: " + answer.detail());
                return;
            }
            boolean waiting = waiting(answer.health(), patience, started);
            failures = waiting ? 0 : failures + 1;
            if (!waiting) {
                attempt.operation().line("system", "not healthy: " + answer.detail());
            }
            if (failures >= patience.retries() || answer.health() == Health.UNHEALTHY) {
                throw unhealthy(attempt, workload, answer);
            }
            attempt.operation()
                    .pause(waiting ? LOOK_EVERY_MS : patience.interval().toMillis());
        }
    }

    /** An engine's own check decides by its own times, and is given up on only where it never does. */
    private boolean waiting(Health health, Patience patience, Instant started) {
        return switch (health) {
            case HEALTHY -> true;
            case NOT_YET -> time.instant().isBefore(started.plus(patience.startPeriod()));
            case STARTING -> time.instant().isBefore(started.plus(ENGINE_DECIDES_WITHIN));
            case UNHEALTHY -> false;
        };
    }

    /** The workload as the host shows it now; fails if its process has ended. */
    Workload stillRunning(Carried attempt, Workload workload) {
        var now = attempt.backend().find(attempt.server(), workload.name());
        if (now.isPresent() && now.get().running()) {
            return now.get();
        }
        var evidence = evidence(attempt, workload);
        if (now.isEmpty()) {
            throw new BackendFailure(
                    FailureCode.CONTAINER_EXITED, "The container " + workload.name() + " was removed.", evidence, null);
        }
        var service = now.get().service();
        var process = service == null ? "The process" : "The service " + service;
        throw now.get().outOfMemory()
                ? new BackendFailure(
                        FailureCode.OUT_OF_MEMORY, process + " was killed for using too much memory.", evidence, null)
                : new BackendFailure(
                        FailureCode.CONTAINER_EXITED,
                        process + " exited with code " + now.get().exitCode() + ".",
                        evidence,
                        null);
    }

    private boolean settled(HealthSpec health, Instant started) {
        return !(health instanceof HealthSpec.None) || !time.instant().isBefore(started.plus(SETTLED_AFTER));
    }

    private static BackendFailure unhealthy(Carried attempt, Workload workload, HealthAnswer answer) {
        return new BackendFailure(
                answer.answered() ? FailureCode.HEALTH_STATUS_UNEXPECTED : FailureCode.HEALTH_TIMEOUT,
                "The workload did not become healthy: " + answer.detail(),
                evidence(attempt, workload),
                null);
    }

    private static String evidence(Carried attempt, Workload workload) {
        return String.join("\n", attempt.backend().lastLines(attempt.server(), workload.name(), EVIDENCE_LINES));
    }
}

package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.deployment.FailureCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits until a service is as another one that depends on it needs it, or says truthfully why it never will be. */
final class ServiceWait {
    private static final int EVIDENCE_LINES = 50;
    private static final long LOOK_EVERY_MS = 200;
    /** An engine's health check decides by its own times; one that never does is given up on. */
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(10);

    private static final Duration DONE_WITHIN = Duration.ofHours(1);

    private final DockerApi api;
    private final ContainerLines lines;
    private final Clock clock;

    ServiceWait(DockerApi api, ContainerLines lines, Clock clock) {
        this.api = api;
        this.lines = lines;
        this.clock = clock;
    }

    void until(String container, String service, DependsOn condition, Operation operation) {
        if (condition == DependsOn.STARTED) {
            return;
        }
        operation.line("system", "waits for " + service + ": " + condition.wire());
        Instant begun = clock.instant();
        while (!reached(member(container, service), condition, begun)) {
            operation.pause(LOOK_EVERY_MS);
        }
    }

    private boolean reached(Member member, DependsOn condition, Instant begun) {
        return switch (condition) {
            case STARTED -> true;
            case HEALTHY -> healthy(member, begun);
            case COMPLETED_SUCCESSFULLY -> completed(member, begun);
        };
    }

    private boolean healthy(Member member, Instant begun) {
        if (!member.running()) {
            throw exited(member);
        }
        return switch (member.health()) {
            case "healthy" -> true;
            case "none" ->
                throw failure(
                        FailureCode.COMPOSE_INVALID,
                        member,
                        "has no health check, neither in the file nor in its image");
            case "unhealthy" -> throw unhealthy(member);
            default -> waiting(member, begun, HEALTHY_WITHIN);
        };
    }

    private boolean completed(Member member, Instant begun) {
        if (member.running() || !"exited".equals(member.state().getStatus())) {
            return waiting(member, begun, DONE_WITHIN);
        }
        if (member.exitCode() != 0) {
            throw exited(member);
        }
        return true;
    }

    private boolean waiting(Member member, Instant begun, Duration limit) {
        if (clock.instant().isAfter(begun.plus(limit))) {
            throw failure(FailureCode.HEALTH_TIMEOUT, member, "was not ready within " + limit.toMinutes() + " minutes");
        }
        return false;
    }

    private Member member(String container, String service) {
        return EngineErrors.translated(FailureCode.START_FAILED, () -> api.inspect(container))
                .map(Member::of)
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.CONTAINER_EXITED, "The container of the service " + service + " was removed."));
    }

    /** What the check said is the last line of the evidence, so that what is left of a secret where it was cut can be masked. */
    private BackendFailure unhealthy(Member member) {
        var failure = failure(FailureCode.HEALTH_TIMEOUT, member, "is unhealthy");
        var words = "its health check says unhealthy"
                + HealthProbes.lastWords(member.state().getHealth());
        return new BackendFailure(failure.code(), failure.sentence(), failure.evidence() + "\n" + words, null);
    }

    private BackendFailure exited(Member member) {
        return member.outOfMemory()
                ? failure(FailureCode.OUT_OF_MEMORY, member, "was killed for using too much memory")
                : failure(FailureCode.CONTAINER_EXITED, member, "exited with code " + member.exitCode());
    }

    private BackendFailure failure(FailureCode code, Member member, String what) {
        return new BackendFailure(
                code,
                "The service " + member.service() + ", which others depend on, " + what + ".",
                String.join("\n", lines.last(member.container(), EVIDENCE_LINES)),
                null);
    }
}

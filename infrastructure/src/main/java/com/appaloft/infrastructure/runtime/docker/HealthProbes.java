package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a workload once how it is, in the way its profile says. */
final class HealthProbes {
    /** A process without any health question is believed once it has lived this long. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_ASKED = 5;

    private final Reach reach;
    private final DockerApi api;
    private final ExecProbe exec;
    private final HttpProbe http;
    private final EngineSettings settings;
    private final Clock clock;

    HealthProbes(Engine engine, EngineSettings settings, Clock clock) {
        this.reach = engine.reach();
        this.api = new DockerApi(engine);
        this.exec = new ExecProbe(engine);
        this.http = new HttpProbe(engine.reach());
        this.settings = settings;
        this.clock = clock;
    }

    /** No answer counts only where the way to the server is well; otherwise the question is asked again. */
    HealthAnswer ask(Workload workload, HealthSpec health, Operation operation) {
        HealthAnswer answer;
        int asked = 0;
        do {
            operation.throwIfCanceled();
            answer = once(workload, health, operation);
            asked++;
        } while (answer.health() == Health.NOT_YET && !answer.answered() && asked < MOST_ASKED && !reach.prompt());
        return answer;
    }

    private HealthAnswer once(Workload workload, HealthSpec health, Operation operation) {
        return switch (health) {
            case HealthSpec.Http spec -> http(workload, spec, operation);
            case HealthSpec.Command spec -> exec.ask(workload.name(), spec, operation);
            case HealthSpec.Image spec -> image(workload);
            case HealthSpec.None spec -> running(workload);
        };
    }

    private HealthAnswer http(Workload workload, HealthSpec.Http spec, Operation operation) {
        if (workload.hostPort() != 0) {
            return http.ask(address(workload), workload.hostPort(), spec, operation);
        }
        if (state(workload).filter(WorkloadView::running).isPresent()) {
            throw new BackendFailure(
                    FailureCode.PORT_NOT_EXPOSED, "The workload publishes no port that could be asked over HTTP.");
        }
        // a process that died at once took its port with it
        return ended(workload);
    }

    /** What is visited by name is published on loopback, wherever what is visited by its port is. */
    private String address(Workload workload) {
        var where = settings.reachableHost();
        if (workload.role() == Role.TRIAL || where.equals(LOOPBACK)) {
            return LOOPBACK;
        }
        return EngineErrors.translated(
                FailureCode.UNEXPECTED,
                () -> api.publishedAt(workload.name(), workload.hostPort()).orElse(where));
    }

    private HealthAnswer running(Workload workload) {
        return state(workload)
                .filter(WorkloadView::running)
                .map(state -> new HealthAnswer(Health.HEALTHY, "The process is running.", true))
                .orElseGet(() -> ended(workload));
    }

    private HealthAnswer image(Workload workload) {
        Optional<ContainerState> state = state(workload).filter(WorkloadView::running);
        if (state.isEmpty()) {
            return ended(workload);
        }
        HealthState health = state.get().getHealth();
        String status = health == null || health.getStatus() == null ? "none" : health.getStatus();
        return switch (status) {
            case "healthy" -> new HealthAnswer(Health.HEALTHY, "The image's HEALTHCHECK says healthy.", true);
            case "unhealthy" ->
                new HealthAnswer(Health.UNHEALTHY, "The image's HEALTHCHECK says unhealthy" + lastWords(health), true);
            case "starting" ->
                new HealthAnswer(Health.NOT_YET, "The image's HEALTHCHECK says starting" + lastWords(health), false);
            default ->
                settled(state.get())
                        ? new HealthAnswer(
                                Health.HEALTHY, "The image has no HEALTHCHECK; the process keeps running.", true)
                        : new HealthAnswer(Health.NOT_YET, "The process has only just started.", false);
        };
    }

    private HealthAnswer ended(Workload workload) {
        String detail = state(workload)
                .map(s -> "The process is not running; exit code " + s.getExitCodeLong()
                        + (Boolean.TRUE.equals(s.getOOMKilled()) ? ", out of memory." : "."))
                .orElse("The container is gone.");
        return new HealthAnswer(Health.NOT_YET, detail, false);
    }

    private Optional<ContainerState> state(Workload workload) {
        return EngineErrors.translated(
                FailureCode.UNEXPECTED, () -> api.inspect(workload.name()).map(c -> c.getState()));
    }

    private boolean settled(ContainerState state) {
        try {
            Instant started = Instant.parse(String.valueOf(state.getStartedAt()));
            return !Duration.between(started, clock.instant()).minus(SETTLED).isNegative();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Ends where the output was cut, so that what is left of a secret there can be told and masked. */
    static String lastWords(@Nullable HealthState health) {
        var log = health == null ? null : health.getLog();
        if (log == null || log.isEmpty()) {
            return ".";
        }
        String output = String.valueOf(log.getLast().getOutput()).strip();
        String exitCode = "; exit code " + log.getLast().getExitCodeLong();
        return output.isEmpty()
                ? exitCode + "."
                : exitCode + ", " + output.substring(0, Math.min(output.length(), 200));
    }
}

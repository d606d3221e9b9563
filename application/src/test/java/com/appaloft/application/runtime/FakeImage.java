package com.appaloft.application.runtime;

import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.domain.runtime.HealthSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workload made of an image behaves.
 *
 * @param status what it answers over HTTP; {@code /missing} is always 404
 * @param exitCode where it ends at once; null keeps running
 * @param healthcheck what its HEALTHCHECK says; null where it has none
 */
public record FakeImage(
        int status,
        @Nullable Integer exitCode,
        boolean outOfMemory,
        @Nullable Health healthcheck,
        List<String> prints,
        Map<String, String> labels) {

    public static FakeImage serving() {
        return answering(200);
    }

    public static FakeImage answering(int status) {
        return new FakeImage(status, null, false, null, List.of("listening"), Map.of());
    }

    public static FakeImage exiting(int exitCode, String... prints) {
        return new FakeImage(0, exitCode, false, null, List.of(prints), Map.of());
    }

    public static FakeImage done() {
        return exiting(0);
    }

    public static FakeImage outgrowingItsMemory() {
        return new FakeImage(0, 137, true, null, List.of(), Map.of());
    }

    public static FakeImage saying(Health healthcheck) {
        return new FakeImage(200, null, false, healthcheck, List.of(), Map.of());
    }

    public FakeImage printing(List<String> lines) {
        return new FakeImage(status, exitCode, outOfMemory, healthcheck, List.copyOf(lines), labels);
    }

    /** What a running process of it answers. */
    HealthAnswer answer(HealthSpec health) {
        return switch (health) {
            case HealthSpec.Http spec -> status(spec.path().equals("/missing") ? 404 : status, spec);
            case HealthSpec.Command spec ->
                status == 200
                        ? new HealthAnswer(Health.HEALTHY, "Exit code 0.", true)
                        : new HealthAnswer(Health.NOT_YET, "Exit code 1.", true);
            case HealthSpec.Image spec ->
                new HealthAnswer(healthcheck == null ? Health.HEALTHY : healthcheck, "The image says so.", true);
            case HealthSpec.None spec -> new HealthAnswer(Health.HEALTHY, "The process is running.", true);
        };
    }

    private static HealthAnswer status(int seen, HealthSpec.Http spec) {
        return seen == spec.expectedStatus()
                ? new HealthAnswer(Health.HEALTHY, "Status " + seen + ".", true)
                : new HealthAnswer(
                        Health.NOT_YET, "Status " + seen + " instead of " + spec.expectedStatus() + ".", true);
    }

    FakeImage labelled(Map<String, String> more) {
        return new FakeImage(status, exitCode, outOfMemory, healthcheck, prints, Map.copyOf(more));
    }
}

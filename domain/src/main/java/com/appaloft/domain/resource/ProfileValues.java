package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.source.SourceRules;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that a profile's fields can have at all, whoever wrote them: a request or the source. */
final class ProfileValues {
    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final int LAST_PORT = 65_535;
    private static final int LEAST_MEMORY_MB = 6;
    private static final int LONGEST_MARKER = 63;
    private static final int HOUR = 3_600;

    private ProfileValues() {}

    static Optional<Problem> violation(Profile profile) {
        return Stream.of(runtime(profile.runtime()), network(profile.network()), health(profile.health()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Problem> runtime(RuntimeSpec runtime) {
        if (runtime.memoryMb() != null && runtime.memoryMb() < LEAST_MEMORY_MB) {
            return invalid("/runtime/memoryMb", "A container needs at least 6 MiB of memory.");
        }
        if (runtime.cpus() != null && !(runtime.cpus() >= 0.01 && runtime.cpus() <= 512)) {
            return invalid("/runtime/cpus", "Give a number of CPUs from 0.01 to 512.");
        }
        var marker = runtime.dataMarker();
        if (marker != null && (marker.isBlank() || marker.length() > LONGEST_MARKER)) {
            return invalid("/runtime/dataMarker", "A data marker has 1 to 63 characters.");
        }
        if (runtime.registrySecret() != null && !SourceRules.isSecret(runtime.registrySecret())) {
            return invalid(
                    "/runtime/registrySecret",
                    "Name a secret of the environment, such as REGISTRIES; never the value.");
        }
        return runtime.volumes().stream().anyMatch(v -> !mountable(v))
                ? invalid(
                        "/runtime/volumes",
                        "A volume has a name of letters, digits, _ . and -, and an absolute path of the container.")
                : Optional.empty();
    }

    private static boolean mountable(RuntimeSpec.Volume volume) {
        return VOLUME.matcher(volume.name()).matches()
                && volume.path().startsWith("/")
                && !volume.path().contains(":")
                && !volume.path().contains("..");
    }

    private static Optional<Problem> network(NetworkSpec network) {
        if (notAPort(network.internalPort())) {
            return invalid("/network/internalPort", "A port is a number from 1 to 65535.");
        }
        return notAPort(network.hostPort())
                ? invalid("/network/hostPort", "A port is a number from 1 to 65535.")
                : Optional.empty();
    }

    private static boolean notAPort(@Nullable Integer port) {
        return port != null && (port < 1 || port > LAST_PORT);
    }

    private static Optional<Problem> health(HealthSpec health) {
        return switch (health) {
            case HealthSpec.Http h
            when !h.path().startsWith("/") || h.path().chars().anyMatch(c -> c <= ' ' || c > 126) ->
                invalid("/health/path", "A health path starts with / and holds visible ASCII characters.");
            case HealthSpec.Http h
            when h.expectedStatus() < 100 || h.expectedStatus() > 599 ->
                invalid("/health/expectedStatus", "A status is a number from 100 to 599.");
            case HealthSpec.Http h ->
                times(h.intervalSeconds(), h.timeoutSeconds(), h.retries(), h.startPeriodSeconds());
            case HealthSpec.Command c
            when c.command().isEmpty() -> invalid("/health/command", "Give the command as a list of words.");
            case HealthSpec.Command c ->
                times(c.intervalSeconds(), c.timeoutSeconds(), c.retries(), c.startPeriodSeconds());
            case HealthSpec.Image i -> Optional.empty();
            case HealthSpec.None n -> Optional.empty();
        };
    }

    private static Optional<Problem> times(int interval, int timeout, int retries, int startPeriod) {
        boolean sane = between(1, interval, HOUR)
                && between(1, timeout, HOUR)
                && between(1, retries, 1_000)
                && between(0, startPeriod, HOUR);
        return sane
                ? Optional.empty()
                : invalid("/health", "Health times are whole seconds up to an hour, with 1 to 1000 retries.");
    }

    private static boolean between(int least, int value, int most) {
        return least <= value && value <= most;
    }

    private static Optional<Problem> invalid(String pointer, String detail) {
        return Optional.of(Problem.invalid(pointer, detail));
    }
}

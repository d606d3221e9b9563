package com.appaloft.domain.compose;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a service's process runs. Command, entrypoint and environment keep their {@code ${NAME}}, which are filled in when it is
 * started, because secrets may stand there; everything else is filled in already.
 *
 * @param command absent keeps the image's
 * @param restart the engine's word: {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 * @param stopGraceMs how long it may take to end by itself
 */
public record ServiceProcess(
        @Nullable List<String> command,
        @Nullable List<String> entrypoint,
        Map<String, String> environment,
        Map<String, String> labels,
        @Nullable String workingDir,
        @Nullable String user,
        boolean readOnly,
        List<String> tmpfs,
        String restart,
        @Nullable String stopSignal,
        @Nullable Long stopGraceMs,
        @Nullable Long memoryBytes,
        @Nullable Double cpus) {
    public ServiceProcess {
        command = command == null ? null : List.copyOf(command);
        entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        tmpfs = List.copyOf(tmpfs);
    }

    /** With every late word filled in. */
    ServiceProcess filled(Function<String, String> fill) {
        var values = new TreeMap<String, String>();
        environment.forEach((name, value) -> values.put(name, fill.apply(value)));
        return new ServiceProcess(
                command == null ? null : command.stream().map(fill).toList(),
                entrypoint == null ? null : entrypoint.stream().map(fill).toList(),
                values,
                labels,
                workingDir,
                user,
                readOnly,
                tmpfs,
                restart,
                stopSignal,
                stopGraceMs,
                memoryBytes,
                cpus);
    }

    String canonical() {
        return Canonical.list(List.of(
                Canonical.of(command),
                Canonical.of(entrypoint),
                Canonical.of(environment),
                Canonical.of(labels),
                Canonical.of(workingDir),
                Canonical.of(user),
                Canonical.of(readOnly),
                Canonical.of(tmpfs),
                Canonical.of(restart),
                Canonical.of(stopSignal),
                Canonical.of(stopGraceMs),
                Canonical.of(memoryBytes),
                Canonical.of(cpus)));
    }

    /** Without the values, which may be secrets once they are filled in. */
    @Override
    public String toString() {
        return "ServiceProcess[environment=" + environment.keySet() + "]";
    }
}

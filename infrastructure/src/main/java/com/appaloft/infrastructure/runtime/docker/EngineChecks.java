package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.domain.deployment.FailureCode;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Really asks the engine, one question after the other, and says what to do about what is wrong. */
final class EngineChecks {
    private static final long NEEDED_BYTES = 1L << 30;

    private final Engine engine;

    EngineChecks(Engine engine) {
        this.engine = engine;
    }

    /** Stops at the first question without which the next ones make no sense. */
    List<Check> run() {
        var checks = new ArrayList<Check>();
        checks.add(permissions());
        Check reachable = guarded("engine-reachable", this::reachable);
        checks.add(reachable);
        if (reachable.passed()) {
            checks.add(guarded("engine-version", this::version));
            checks.add(guarded("engine-workloads", this::workloads));
            checks.add(guarded("engine-disk", this::disk));
        }
        return List.copyOf(checks);
    }

    private Check permissions() {
        String name = "engine-permissions";
        if (!engine.host().startsWith("unix:")) {
            return passed(name, "The engine is reached over the network at " + engine.host() + ".");
        }
        Path socket = Path.of(URI.create(engine.host()).getPath());
        if (!Files.exists(socket)) {
            return failed(
                    name,
                    socket + " does not exist.",
                    "Start the Docker engine, or set DOCKER_HOST to where it listens.");
        }
        return Files.isReadable(socket) && Files.isWritable(socket)
                ? passed(name, socket + " may be read and written.")
                : failed(
                        name,
                        socket + " may not be read and written by this user.",
                        "Add the user that runs Appaloft to the group docker, and log in again.");
    }

    private Check reachable() {
        var ping = engine.pingNow();
        return passed(
                "engine-reachable",
                engine.host() + " answers; API up to " + ping.offered().getVersion() + ".");
    }

    private Check version() {
        Version version = engine.client().versionCmd().exec();
        return passed(
                "engine-version",
                "Docker " + version.getVersion() + ", API " + version.getApiVersion() + ", "
                        + version.getOperatingSystem() + "/" + version.getArch() + ".");
    }

    private Check workloads() {
        int running = engine.client().listContainersCmd().exec().size();
        return passed("engine-workloads", "Containers may be listed; " + running + " are running.");
    }

    private Check disk() {
        Info info = engine.client().infoCmd().exec();
        Path root = Path.of(String.valueOf(info.getDockerRootDir()));
        try {
            FileStore store = Files.getFileStore(root);
            long free = store.getUsableSpace();
            String evidence = root + " has " + (free >> 20) + " MiB of " + (store.getTotalSpace() >> 20) + " MiB free.";
            return free >= NEEDED_BYTES
                    ? passed("engine-disk", evidence)
                    : failed("engine-disk", evidence, "Free disk space, for instance with docker system prune.");
        } catch (IOException e) {
            return passed(
                    "engine-disk", "The engine keeps its data in " + root + ", which cannot be looked at from here.");
        }
    }

    private static Check guarded(String name, Supplier<Check> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            RuntimeException told = EngineErrors.failure(FailureCode.ENGINE_UNAVAILABLE, e);
            String evidence = told instanceof BackendFailure failure
                    ? failure.sentence() + (failure.evidence() == null ? "" : " " + failure.evidence())
                    : String.valueOf(told.getMessage());
            return failed(name, evidence, "See that the Docker engine runs and is well: docker info.");
        }
    }

    private static Check passed(String name, String evidence) {
        return new Check(name, true, evidence, "");
    }

    private static Check failed(String name, String evidence, String advice) {
        return new Check(name, false, evidence, advice);
    }
}

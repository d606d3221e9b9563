package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds, stops and removes our containers, and never touches anybody else's. */
final class Workloads {
    private static final Logger log = LoggerFactory.getLogger(Workloads.class);

    private final DockerApi api;
    private final ContainerLines lines;
    private final Networks networks;
    private final InstallationId installation;
    private final EngineSettings settings;

    Workloads(Engine engine, Networks networks, InstallationId installation, EngineSettings settings) {
        this.api = new DockerApi(engine);
        this.lines = new ContainerLines(engine);
        this.networks = networks;
        this.installation = installation;
        this.settings = settings;
    }

    Workload start(WorkloadSpec spec, Operation operation) {
        operation.throwIfCanceled();
        try {
            return networks.on(spec.destination(), network -> start(spec, network, operation));
        } catch (NotFoundException e) {
            throw lost(spec.imageId(), e);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** A container is created and started without interruption, so that a cancel in between cannot lose sight of it. */
    private Workload start(WorkloadSpec spec, String network, Operation operation) {
        String name = WorkloadNames.container(spec.deployment(), spec.role());
        Leftover.remove(api, installation, name, FailureCode.START_FAILED);
        operation.throwIfCanceled();
        var request = ContainerRequest.of(installation, settings.directPortHost(), network, spec);
        try {
            api.create(request);
            operation.throwIfCanceled();
            api.start(name);
            operation.throwIfCanceled();
            return verified(name, spec.imageId());
        } catch (RuntimeException e) {
            // the next start removes it: to ask a server that is away for that would only take longer to say so
            if (!wayBroke(e)) {
                removeQuietly(name);
            }
            throw e;
        }
    }

    private Workload verified(String name, String imageId) {
        Workload started = find(name)
                .orElseThrow(
                        () -> new BackendFailure(FailureCode.START_FAILED, "The container vanished as it started."));
        if (!started.imageId().equals(imageId)) {
            throw new BackendFailure(
                    FailureCode.START_FAILED, "The engine started another image than it was asked to.");
        }
        return started;
    }

    /** @param slot all of the installation if absent */
    List<Workload> list(@Nullable SlotId slot) {
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            var found = new ArrayList<Workload>();
            for (Container container : api.list(Labels.of(installation, slot))) {
                api.inspect(container.getId())
                        .flatMap(c -> WorkloadView.of(c, installation))
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    Optional<Workload> find(String name) {
        return EngineErrors.translated(
                FailureCode.UNEXPECTED, () -> api.inspect(name).flatMap(c -> WorkloadView.of(c, installation)));
    }

    void stop(String name) {
        if (find(name).isPresent()) {
            EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
                api.stop(name, settings.stopGraceSeconds());
                return name;
            });
        }
    }

    Workload startAgain(String name) {
        Workload stopped = find(name)
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.START_FAILED, "The server no longer has the container " + name + "."));
        try {
            api.start(name);
            return verified(name, stopped.imageId());
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    void restartsFromNowOn(String name) {
        EngineErrors.translated(FailureCode.START_FAILED, () -> {
            api.restarts(name, RestartPolicy.unlessStoppedRestart());
            return name;
        });
    }

    /** A serving workload may finish what it is doing; a trial serves nobody. */
    void remove(String name) {
        find(name)
                .ifPresent(workload -> EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
                    if (workload.role() == Role.SERVING && workload.running()) {
                        api.stopPromptly(name, settings.stopGraceSeconds());
                    }
                    api.remove(name);
                    return name;
                }));
    }

    List<String> lastLines(String name, int lines) {
        return find(name).isEmpty() ? List.of() : this.lines.last(name, lines);
    }

    private void removeQuietly(String name) {
        try {
            api.remove(name);
        } catch (RuntimeException e) {
            log.warn(
                    "Container {} could not be removed after its start failed; it is found again by its name", name, e);
        }
    }

    static boolean wayBroke(RuntimeException e) {
        return EngineErrors.failure(FailureCode.START_FAILED, e) instanceof BackendFailure failure
                && failure.code() == FailureCode.SERVER_UNREACHABLE;
    }

    static BackendFailure lost(String imageId, NotFoundException missing) {
        String words = EngineErrors.sentence(missing);
        return words.toLowerCase(Locale.ROOT).contains("no such image")
                ? new BackendFailure(
                        FailureCode.ARTIFACT_LOST,
                        "The server no longer has the image " + imageId + ".",
                        words,
                        missing)
                : EngineErrors.refused(FailureCode.START_FAILED, words, missing);
    }

    private static RuntimeException failure(RuntimeException e) {
        return EngineErrors.failure(FailureCode.START_FAILED, e);
    }
}

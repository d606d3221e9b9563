package com.appaloft.application.execution;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the host, now, how the workload that serves a resource is and what it printed. */
@Component
public class ServingWorkload {
    /** That anything answers is what counts. */
    private static final HealthSpec ANYTHING = new HealthSpec.Http("/", 200, 1, 2, 1, 0);

    /**
     * What was seen.
     *
     * @param serving the attempt that should serve, if any
     * @param workload what the host shows of it, if anything
     * @param answer how its health question was answered, where it runs
     */
    public record Look(
            @Nullable DeploymentId serving,
            @Nullable Workload workload,
            @Nullable HealthAnswer answer) {}

    private record Place(Deployment serving, Server server) {}

    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final RuntimeSlots slots;
    private final Deployments deployments;
    private final Servers servers;
    private final RuntimeBackends backends;
    private final HostState host;
    private final Configuration configuration;

    ServingWorkload(
            UnitOfWork unitOfWork,
            Resources resources,
            RuntimeSlots slots,
            Deployments deployments,
            Servers servers,
            RuntimeBackends backends,
            HostState host,
            Configuration configuration) {
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.slots = slots;
        this.deployments = deployments;
        this.servers = servers;
        this.backends = backends;
        this.host = host;
        this.configuration = configuration;
    }

    public Look health(ResourceId id) {
        var place = place(id);
        if (place.isEmpty()) {
            return new Look(null, null, null);
        }
        var serving = place.get().serving();
        var workload = workload(place.get());
        if (workload.isEmpty() || !workload.get().running()) {
            return new Look(serving.id(), workload.orElse(null), null);
        }
        var backend = backends.of(place.get().server());
        var answer = backend.ask(place.get().server(), workload.get(), askable(serving), Operation.quiet());
        var request = serving.attempt().request();
        var masked = configuration
                .mask(request.environmentId(), request.intent().environment())
                .apply(answer.detail());
        return new Look(serving.id(), workload.get(), new HealthAnswer(answer.health(), masked, answer.answered()));
    }

    /** What comes back from the published port of what serves, whatever its health check is; empty where there is no such port. */
    public Optional<HealthAnswer> port(ResourceId id) {
        return place(id)
                .flatMap(place -> workload(place)
                        .filter(w -> w.running() && w.hostPort() != 0)
                        .map(w -> backends.of(place.server()).ask(place.server(), w, ANYTHING, Operation.quiet())));
    }

    /** The last lines, oldest first, secrets masked. */
    public List<String> logs(ResourceId id, int lines) {
        var place = place(id);
        if (place.isEmpty()) {
            return List.of();
        }
        var request = place.get().serving().attempt().request();
        var mask = configuration.mask(request.environmentId(), request.intent().environment());
        return workload(place.get())
                .map(w ->
                        backends.of(place.get().server()).lastLines(place.get().server(), w.name(), lines))
                .orElse(List.of())
                .stream()
                .map(mask)
                .toList();
    }

    private Optional<Workload> workload(Place place) {
        return host.serving(
                backends.of(place.server()),
                place.server(),
                place.serving().attempt().request().slotId(),
                place.serving().id());
    }

    private Optional<Place> place(ResourceId id) {
        return unitOfWork.perform(() -> {
            var resource = resources.get(id);
            var serving = slots.get(resource.slot()).serving();
            return serving == null
                    ? Optional.empty()
                    : Optional.of(new Place(deployments.get(serving), servers.get(resource.serverId())));
        });
    }

    private static HealthSpec askable(Deployment serving) {
        var snapshot = serving.attempt().snapshot();
        if (snapshot == null) {
            return new HealthSpec.None();
        }
        boolean overHttp = snapshot.health() instanceof HealthSpec.Http;
        return overHttp && snapshot.network().exposure() == Exposure.NONE ? new HealthSpec.None() : snapshot.health();
    }
}

package com.appaloft.application.retention;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks hosts, within a time limit, which attempts still have workloads there; whoever does not answer has kept everything. */
@Component
class RuntimeTraces {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private final UnitOfWork unitOfWork;
    private final Servers servers;
    private final RuntimeBackends backends;

    RuntimeTraces(UnitOfWork unitOfWork, Servers servers, RuntimeBackends backends) {
        this.unitOfWork = unitOfWork;
        this.servers = servers;
        this.backends = backends;
    }

    /**
     * What one host showed.
     *
     * @param sizes of all its images, bytes by image id
     */
    record Shown(List<Workload> workloads, Map<String, Long> sizes) {
        private static final Shown NOTHING = new Shown(List.of(), Map.of());
    }

    /**
     * What was found.
     *
     * @param found what each host showed that answered
     */
    record Traces(Map<ServerId, Shown> found) {
        /** No host was asked. */
        static final Traces NONE = new Traces(Map.of());

        boolean answered(ServerId server) {
            return found.containsKey(server);
        }

        boolean shows(ServerId server, DeploymentId attempt) {
            return on(server).workloads().stream().anyMatch(w -> w.deployment().equals(attempt));
        }

        /** The images of workloads. */
        Set<String> used(ServerId server) {
            return on(server).workloads().stream().map(Workload::imageId).collect(Collectors.toSet());
        }

        /** Empty where the host did not answer. */
        Optional<Observation> observed(Artifact artifact) {
            if (!answered(artifact.serverId())) {
                return Optional.empty();
            }
            var there = on(artifact.serverId()).sizes().keySet();
            boolean all = artifact.images().stream().map(Artifact::imageId).allMatch(there::contains);
            return Optional.of(all ? Observation.PRESENT : Observation.MISSING);
        }

        /** What its images take together; absent where one of them is not there or the host did not answer. */
        @Nullable
        Long bytes(Artifact artifact) {
            var known = on(artifact.serverId()).sizes();
            var images =
                    artifact.images().stream().map(Artifact::imageId).distinct().toList();
            return known.keySet().containsAll(images)
                    ? images.stream().mapToLong(known::get).sum()
                    : null;
        }

        /** The services whose images the server does not have; none where it did not answer. */
        List<String> missingServices(Artifact artifact) {
            var known = on(artifact.serverId()).sizes();
            return known.isEmpty()
                    ? List.of()
                    : artifact.parts().entrySet().stream()
                            .filter(part -> !known.containsKey(part.getValue().imageId()))
                            .map(Map.Entry::getKey)
                            .toList();
        }

        private Shown on(ServerId server) {
            return found.getOrDefault(server, Shown.NOTHING);
        }
    }

    /** @param wanted which hosts, read in a unit of work of its own */
    Traces look(Supplier<? extends Collection<ServerId>> wanted) {
        var found = new HashMap<ServerId, Shown>();
        unitOfWork.perform(wanted::get).stream()
                .distinct()
                .forEach(id -> shown(id).ifPresent(all -> found.put(id, all)));
        return new Traces(Map.copyOf(found));
    }

    /** On a server that is deregistered nothing is ours any more. */
    private Optional<Shown> shown(ServerId id) {
        var server = unitOfWork.perform(() -> servers.find(id)).filter(Server::registered);
        if (server.isEmpty()) {
            return Optional.of(Shown.NOTHING);
        }
        try {
            return Bounded.within(LIMIT, () -> {
                var backend = backends.of(server.get());
                return new Shown(backend.workloads(server.get(), null), backend.imageSizes(server.get()));
            });
        } catch (BackendFailure e) {
            return Optional.empty();
        }
    }
}

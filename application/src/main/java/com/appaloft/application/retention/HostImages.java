package com.appaloft.application.retention;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.application.retention.RuntimeTraces.Traces;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks hosts, within a time limit, what runs there and how much room images take. */
@Component
class HostImages {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final UnitOfWork unitOfWork;
    private final RuntimeTraces traces;
    private final UsedArtifacts used;
    private final Servers servers;
    private final RuntimeBackends backends;

    HostImages(
            UnitOfWork unitOfWork,
            RuntimeTraces traces,
            UsedArtifacts used,
            Servers servers,
            RuntimeBackends backends) {
        this.unitOfWork = unitOfWork;
        this.traces = traces;
        this.used = used;
        this.servers = servers;
        this.backends = backends;
    }

    /**
     * What hosts showed.
     *
     * @param sizes bytes by image id; of services, those of all their images
     */
    record OnHosts(Traces traces, Map<ServerId, Map<String, Long>> sizes) {
        @Nullable
        Long bytes(Artifact artifact) {
            var known = sizes.getOrDefault(artifact.serverId(), Map.of());
            var images =
                    artifact.images().stream().map(Artifact::imageId).distinct().toList();
            return known.keySet().containsAll(images)
                    ? images.stream().mapToLong(known::get).sum()
                    : null;
        }

        /** The services whose images the server does not have; none where it did not answer. */
        List<String> missingServices(Artifact artifact) {
            var known = sizes.getOrDefault(artifact.serverId(), Map.of());
            return known.isEmpty()
                    ? List.of()
                    : artifact.parts().entrySet().stream()
                            .filter(part -> !known.containsKey(part.getValue().imageId()))
                            .map(Map.Entry::getKey)
                            .toList();
        }
    }

    <T> T judging(Supplier<T> reading) {
        return unitOfWork.perform(reading::get);
    }

    /** Never throws for a host that does not answer: there nothing may be taken away. */
    OnHosts look(Supplier<? extends Collection<ArtifactId>> wanted) {
        var asked = new HashSet<ServerId>();
        var found = traces.look(() -> {
            asked.addAll(used.serversUsing(wanted.get()));
            return Set.copyOf(asked);
        });
        var sizes = new HashMap<ServerId, Map<String, Long>>();
        asked.stream().filter(found::answered).forEach(id -> sizes.put(id, sizes(id)));
        return new OnHosts(found, sizes);
    }

    private Map<String, Long> sizes(ServerId id) {
        var server = unitOfWork.perform(() -> servers.find(id)).filter(Server::registered);
        if (server.isEmpty()) {
            return Map.of();
        }
        try {
            return Bounded.within(LIMIT, () -> backends.of(server.get()).imageSizes(server.get()))
                    .orElse(Map.of());
        } catch (BackendFailure e) {
            return Map.of();
        }
    }
}

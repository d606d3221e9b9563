package com.appaloft.application.recovery;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Asks a host now, within a time limit, whether artifacts are there. What could not be asked is unknown, unless its loss was observed
 * before: a loss stays a loss until the artifact is seen again.
 */
@Component
public class LiveHost {
    /** After this a host counts as not answering. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final Servers servers;
    private final RuntimeBackends backends;
    private final ArtifactSightings sightings;

    LiveHost(
            UnitOfWork unitOfWork,
            Deployments deployments,
            Servers servers,
            RuntimeBackends backends,
            ArtifactSightings sightings) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.servers = servers;
        this.backends = backends;
        this.sightings = sightings;
    }

    /** Looks on its server for the artifact that another attempt would take over from this one. */
    Seen lookFor(DeploymentId attempt) {
        return unitOfWork
                .perform(() -> deployments.find(attempt))
                .map(found -> lookFor(found.attempt()))
                .orElse(Seen.NOTHING);
    }

    private Seen lookFor(Attempt attempt) {
        var artifact = attempt.reusable();
        return artifact == null ? Seen.NOTHING : look(attempt.request().serverId(), List.of(artifact));
    }

    public Seen look(ServerId serverId, List<Artifact> artifacts) {
        var seen = asked(serverId, artifacts);
        var images = new HashMap<>(seen.images());
        unitOfWork.run(() -> artifacts.stream()
                .filter(artifact -> seen.of(artifact) == Observation.UNKNOWN)
                .forEach(artifact -> lossOf(artifact).ifPresent(loss -> images.put(artifact.imageId(), loss))));
        return new Seen(seen.reachable(), images);
    }

    private Optional<Observation> lossOf(Artifact artifact) {
        return sightings
                .find(artifact.id())
                .map(ArtifactSighting::observed)
                .filter(observed -> observed == Observation.MISSING || observed == Observation.OTHER_CONTENT);
    }

    private Seen asked(ServerId serverId, List<Artifact> artifacts) {
        Optional<Server> server = unitOfWork.perform(() -> servers.find(serverId));
        if (server.isEmpty() || !server.get().registered()) {
            return new Seen(false, Map.of());
        }
        var answer = new CompletableFuture<Seen>();
        var asking = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(ask(server.get(), artifacts));
            } catch (BackendFailure e) {
                answer.complete(new Seen(false, Map.of()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            return new Seen(false, Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Seen(false, Map.of());
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking the host failed", e.getCause());
        }
    }

    private Seen ask(Server server, List<Artifact> artifacts) {
        var observed = backends.of(server).observeAll(server, artifacts);
        var images = new HashMap<String, Observation>();
        for (int i = 0; i < artifacts.size(); i++) {
            images.put(artifacts.get(i).imageId(), observed.get(i));
        }
        var parts = artifacts.stream()
                .filter(artifact -> images.get(artifact.imageId()) == Observation.MISSING)
                .flatMap(artifact -> artifact.parts().values().stream())
                .distinct()
                .toList();
        if (!parts.isEmpty()) {
            var each = backends.of(server).observeAll(server, parts);
            for (int i = 0; i < parts.size(); i++) {
                images.put(parts.get(i).imageId(), each.get(i));
            }
        }
        return new Seen(true, images);
    }
}

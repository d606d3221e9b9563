package com.appaloft.application.retention;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
     * What was found.
     *
     * @param found the workloads on each host that answered
     */
    record Traces(Map<ServerId, List<Workload>> found) {
        /** No host was asked. */
        static final Traces NONE = new Traces(Map.of());

        boolean answered(ServerId server) {
            return found.containsKey(server);
        }

        boolean shows(ServerId server, DeploymentId attempt) {
            return found.getOrDefault(server, List.of()).stream()
                    .anyMatch(w -> w.deployment().equals(attempt));
        }

        Set<String> images(ServerId server) {
            return found.getOrDefault(server, List.of()).stream()
                    .map(Workload::imageId)
                    .collect(Collectors.toSet());
        }
    }

    /** @param wanted which hosts, read in a unit of work of its own */
    Traces look(Supplier<? extends Collection<ServerId>> wanted) {
        var found = new HashMap<ServerId, List<Workload>>();
        unitOfWork.perform(wanted::get).stream()
                .distinct()
                .forEach(id -> workloads(id).ifPresent(all -> found.put(id, all)));
        return new Traces(Map.copyOf(found));
    }

    /** On a server that is deregistered nothing is ours any more. */
    private Optional<List<Workload>> workloads(ServerId id) {
        var server = unitOfWork.perform(() -> servers.find(id)).filter(Server::registered);
        if (server.isEmpty()) {
            return Optional.of(List.of());
        }
        var answer = new CompletableFuture<List<Workload>>();
        var asking = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(backends.of(server.get()).workloads(server.get(), null));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BackendFailure) {
                return Optional.empty();
            }
            throw new IllegalStateException("asking the host failed", e.getCause());
        } catch (TimeoutException e) {
            asking.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

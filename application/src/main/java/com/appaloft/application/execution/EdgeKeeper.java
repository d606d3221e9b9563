package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the proxy of a server doing what it is to do. Names are led where they belong first: what a lost attempt left behind is not
 * told again.
 */
@Component
public class EdgeKeeper {
    private static final Logger log = LoggerFactory.getLogger(EdgeKeeper.class);

    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final EdgeRoutes routes;
    private final EdgeAccess edge;

    EdgeKeeper(UnitOfWork unitOfWork, Deployments deployments, RuntimeSlots slots, EdgeRoutes routes, EdgeAccess edge) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.slots = slots;
        this.routes = routes;
        this.edge = edge;
    }

    /** @throws BackendFailure where the proxy cannot be told; whoever looks at the server next tries again */
    public void keep(Server server) {
        var elsewhere =
                routes.on(server.id()).stream().filter(this::belongsElsewhere).toList();
        if (!elsewhere.isEmpty()) {
            // one that does not run takes nothing, and would be told what the table says once it does
            edge.bootstrap(server, Operation.quiet());
        }
        elsewhere.forEach(kept -> mend(server, kept.now()));
        edge.restore(server, this::isBeingSwitched);
    }

    /** As {@link #keep}; a proxy that is not well now is told later. @return whether it could */
    public boolean keepIfItCan(Server server) {
        try {
            keep(server);
            return true;
        } catch (BackendFailure e) {
            log.warn("The proxy of {} does not do what it is to do and is told later: {}", server.id(), e.sentence());
            return false;
        }
    }

    /** Whether this name was made for a resource of the server and leads there, or may have to again. */
    public boolean isMade(Server server, HostName host) {
        return routes.on(server.id()).stream()
                .flatMap(kept -> Stream.of(Optional.of(kept.now()), Optional.ofNullable(kept.before())))
                .flatMap(Optional::stream)
                .anyMatch(route -> route.host().equals(host.value()));
    }

    /** The attempts that names lead to, whose workloads must not go as long as they do. */
    Set<DeploymentId> visited(Server server) {
        return routes.on(server.id()).stream().map(kept -> kept.now().attempt()).collect(Collectors.toSet());
    }

    private boolean isBeingSwitched(Kept kept) {
        return unitOfWork.perform(() -> deployments
                .find(kept.now().attempt())
                .filter(Deployment.Active.class::isInstance)
                .isPresent());
    }

    /** To an attempt that has ended and does not serve. */
    private boolean belongsElsewhere(Kept kept) {
        var attempt = kept.now().attempt();
        return unitOfWork.perform(() -> deployments
                        .find(attempt)
                        .map(Deployment.Ended.class::isInstance)
                        .orElse(true)
                && serving(kept.now().slot()).filter(attempt::equals).isEmpty());
    }

    private Optional<DeploymentId> serving(SlotId slot) {
        return Optional.ofNullable(slots.get(slot).serving());
    }

    private void mend(Server server, Route seen) {
        edge.mendIfStill(server, seen, () -> unitOfWork.perform(() -> serving(seen.slot())));
    }
}

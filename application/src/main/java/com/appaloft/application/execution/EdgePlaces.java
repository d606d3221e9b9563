package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of visitors and proofs beside where a name leads: who waits, who is let in, and what is tried before anybody comes. */
@Component
class EdgePlaces {
    private static final Logger log = LoggerFactory.getLogger(EdgePlaces.class);

    private final EdgeProxy proxy;
    private final EdgeRoutes routes;

    EdgePlaces(EdgeProxy proxy, EdgeRoutes routes) {
        this.proxy = proxy;
        this.routes = routes;
    }

    /** Makes the proxy reach this workload for who proves it; visitors stay where they are. @return by what it is reached */
    Route offer(Carried attempt, Route serving, Workload workload, int port) {
        var upstream = attempt.patience().through(() -> proxy.upstream(attempt.server(), workload, port));
        var offered = new Route(serving.slot(), serving.host(), attempt.id(), upstream);
        alone(attempt, () -> proxy.offer(attempt.server(), offered));
        return offered;
    }

    /** Whoever still waits to be let in is let in where the name leads now, if that is to this attempt. */
    void letIn(Carried attempt, @Nullable DeploymentId serving) {
        var slot = attempt.request().slotId();
        try {
            alone(
                    attempt,
                    () -> routes.of(slot)
                            .map(Kept::now)
                            .filter(route -> route.attempt().equals(serving))
                            .ifPresent(route -> proxy.settle(attempt.server(), route)));
        } catch (BackendFailure e) {
            log.info("Who waits at {} is let in by the next switch: {}", slot, e.sentence());
        }
    }

    /** Where the name led while it led to a workload of this attempt, from which it was taken again. */
    Optional<Route> left(Carried attempt) {
        return routes.of(attempt.request().slotId())
                .map(Kept::before)
                .filter(route -> route.attempt().equals(attempt.id()))
                .filter(route -> !route.upstream().equals(EdgeProxy.NOBODY));
    }

    private void alone(Carried attempt, Runnable work) {
        attempt.patience()
                .through(() -> routes.alone(attempt.server().id(), () -> {
                    work.run();
                    return Boolean.TRUE;
                }));
    }
}

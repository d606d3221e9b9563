package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.domain.server.Server;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives what a workload was asked before its name was taken from it the time to end, and no more than that. */
@Component
class Draining {
    private static final long LOOK_EVERY_MS = 200;
    private static final OptionalInt NOTHING = OptionalInt.of(0);

    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    private final EdgeProxy proxy;
    private final EdgeRoutes routes;
    private final long longestMs;

    Draining(EdgeProxy proxy, EdgeRoutes routes, @Value("${appaloft.drain-seconds:30}") int longestSeconds) {
        this.proxy = proxy;
        this.routes = routes;
        this.longestMs = longestSeconds * 1_000L;
    }

    /** What the proxy does not count is given all of the time. A proxy that fails is not waited for: the name leads elsewhere already. */
    void await(Carried attempt, Route left) {
        var underWay = OptionalInt.empty();
        for (long waited = 0; waited <= longestMs; waited += LOOK_EVERY_MS) {
            try {
                underWay = attempt.patience().through(() -> proxy.underWay(attempt.server(), left.upstream()));
            } catch (BackendFailure unknown) {
                attempt.operation().line("system", "what is under way is not known: " + unknown.sentence());
                return;
            }
            if (underWay.equals(NOTHING)) {
                return;
            }
            attempt.operation().pause(LOOK_EVERY_MS);
        }
        if (underWay.isPresent()) {
            attempt.operation()
                    .line(
                            "system",
                            underWay.getAsInt() + " requests to " + left.attempt() + " took too long and are cut off");
        }
    }

    /** Whoever came before the switch and still waits to be let in is let in after it. */
    void settle(Server server, Route now) {
        try {
            routes.alone(server.id(), () -> {
                proxy.settle(server, now);
                return Boolean.TRUE;
            });
        } catch (BackendFailure e) {
            log.info("Who waits at {} is let in by the next switch: {}", now.host(), e.sentence());
        }
    }
}

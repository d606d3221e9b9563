package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.access.GeneratedHost;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Leads names to workloads, through the proxy of their server, and proves where they lead. */
@Component
public class EdgeAccess {
    private static final Logger log = LoggerFactory.getLogger(EdgeAccess.class);
    private static final int PROOFS = 40;
    private static final long PROVE_EVERY_MS = 250;
    private static final long LOOK_EVERY_MS = 200;
    /** What a proxy answers for a workload that it does not reach. */
    private static final List<Integer> UNREACHED = List.of(502, 503, 504);

    private final EdgeProxy proxy;
    private final EdgeRoutes routes;
    private final EdgeNames names;
    private final long drainMs;

    EdgeAccess(
            EdgeProxy proxy,
            EdgeRoutes routes,
            EdgeNames names,
            @Value("${appaloft.drain-seconds:30}") int drainSeconds) {
        this.proxy = proxy;
        this.routes = routes;
        this.names = names;
        this.drainMs = drainSeconds * 1_000L;
    }

    /** Makes sure, before anything is switched, that there is a proxy and a name. */
    void ready(Carried attempt) {
        names.of(attempt.server(), attempt.request());
        attempt.patience().through(() -> {
            bootstrap(attempt.server(), attempt.operation());
            return Boolean.TRUE;
        });
    }

    /** Makes sure that the proxy of this server runs and answers. */
    public void bootstrap(Server server, Operation operation) {
        routes.alone(server.id(), () -> {
            proxy.bootstrap(server, operation);
            return Boolean.TRUE;
        });
    }

    /** From now on the name of the attempt's slot leads to this workload. */
    Kept pointAt(Carried attempt, Workload workload, int port) {
        var server = attempt.server();
        var slot = attempt.request().slotId();
        var wanted = names.of(server, attempt.request());
        return attempt.patience()
                .through(() -> routes.alone(server.id(), () -> {
                    var upstream = proxy.upstream(server, workload, port);
                    var known = routes.of(slot);
                    var before = known.map(Kept::now).filter(r -> !r.attempt().equals(attempt.id()));
                    var host = free(server, slot, wanted);
                    var kept = new Kept(
                            server.id(),
                            new Route(slot, host, attempt.id(), upstream),
                            before.or(() -> known.map(Kept::before)).orElse(null));
                    routes.keep(kept);
                    push(server);
                    return kept;
                }));
    }

    private String free(Server server, SlotId slot, String wanted) {
        boolean taken = routes.on(server.id()).stream()
                .map(Kept::now)
                .anyMatch(route -> route.host().equals(wanted) && !route.slot().equals(slot));
        return taken ? GeneratedHost.apart(wanted, slot.value()) : wanted;
    }

    /**
     * Proves by visits through the proxy that this very attempt answers.
     *
     * @throws BackendFailure {@code route-not-serving}
     */
    void prove(Carried attempt, Kept kept, HealthSpec health) {
        var path = health instanceof HealthSpec.Http http ? http.path() : "/";
        Predicate<Integer> well = health instanceof HealthSpec.Http http
                ? status -> status == http.expectedStatus()
                : status -> !UNREACHED.contains(status);
        EdgeProxy.Answer answer = null;
        for (int i = 0; i < PROOFS; i++) {
            attempt.operation().throwIfCanceled();
            answer = attempt.patience().through(() -> proxy.ask(attempt.server(), kept.now(), path));
            if (attempt.id().equals(answer.attempt()) && well.test(answer.status())) {
                attempt.operation().line("system", kept.now().host() + " answers with this attempt");
                return;
            }
            attempt.operation().pause(PROVE_EVERY_MS);
        }
        var seen = Objects.requireNonNull(answer);
        throw new BackendFailure(
                FailureCode.ROUTE_NOT_SERVING,
                "The route does not answer with this attempt's workload.",
                kept.now().host() + path + " answered " + seen.status() + " with "
                        + (seen.attempt() == null ? "no attempt" : seen.attempt()) + ".",
                null);
    }

    /** Waits until what began before the switch has ended, within a limit. */
    void drain(Carried attempt, Kept kept) {
        var before = kept.before();
        if (before == null) {
            return;
        }
        int left = 0;
        for (long waited = 0; waited <= drainMs; waited += LOOK_EVERY_MS) {
            left = attempt.patience().through(() -> proxy.underWay(attempt.server(), before.upstream()));
            if (left == 0) {
                return;
            }
            attempt.operation().pause(LOOK_EVERY_MS);
        }
        attempt.operation()
                .line("system", left + " requests to " + before.attempt() + " took too long and are cut off");
    }

    /** Makes the name of this slot lead to the attempt that serves, or nowhere; does nothing where it does already. */
    void mend(Server server, SlotId slot, @Nullable DeploymentId serving) {
        var known = routes.of(slot);
        if (known.isEmpty() || known.get().now().attempt().equals(serving)) {
            return;
        }
        routes.alone(server.id(), () -> {
            var kept = routes.of(slot).orElse(null);
            if (kept != null && !kept.now().attempt().equals(serving)) {
                var before = kept.before();
                if (before != null && before.attempt().equals(serving)) {
                    routes.keep(new Kept(server.id(), before, null));
                } else {
                    routes.forget(slot);
                }
                push(server);
            }
            return Boolean.TRUE;
        });
    }

    List<Kept> on(Server server) {
        return routes.on(server.id());
    }

    /** The name of this slot leads nowhere any more. */
    public void forget(Server server, SlotId slot) {
        if (routes.of(slot).isPresent()) {
            mend(server, slot, null);
        }
    }

    /** Makes the proxy do again what it is to do, where it does not. */
    public void restore(Server server) {
        var kept = routes.on(server.id());
        if (kept.isEmpty() || proxy.does(server, now(kept))) {
            return;
        }
        log.info("The proxy of {} does not do what it is to do; it is told again.", server.id());
        routes.alone(server.id(), () -> {
            proxy.bootstrap(server, Operation.quiet());
            push(server);
            return Boolean.TRUE;
        });
    }

    /** Replaces the proxy by one of the image that is configured now; what it is to do stays. */
    public void upgrade(Server server) {
        routes.alone(server.id(), () -> {
            proxy.upgrade(server, Operation.quiet());
            push(server);
            return Boolean.TRUE;
        });
    }

    /** How the proxy is, as a check of the server; none where no name leads there. */
    public Optional<Check> check(Server server) {
        if (routes.on(server.id()).isEmpty()) {
            return Optional.empty();
        }
        var status = proxy.status(server);
        return Optional.of(new Check("server-proxy", status.ready(), status.evidence(), status.advice()));
    }

    String url(Server server, Kept kept) {
        return proxy.url(server, kept.now().host());
    }

    private void push(Server server) {
        var kept = routes.on(server.id());
        var draining = kept.stream()
                .map(Kept::before)
                .filter(Objects::nonNull)
                .map(Route::upstream)
                .toList();
        proxy.apply(server, now(kept), draining);
    }

    private static List<Route> now(List<Kept> kept) {
        return kept.stream().map(Kept::now).toList();
    }
}

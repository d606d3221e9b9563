package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Leads names to workloads, through the proxy of their server, and proves where they lead. */
@Component
public class EdgeAccess {
    private static final Logger log = LoggerFactory.getLogger(EdgeAccess.class);

    private static final String PROXY = "server-proxy";

    private final EdgeProxy proxy;
    private final EdgeRoutes routes;
    private final EdgeHosts hosts;
    private final EdgeDomains domains;

    EdgeAccess(EdgeProxy proxy, EdgeRoutes routes, EdgeHosts hosts, EdgeDomains domains) {
        this.proxy = proxy;
        this.routes = routes;
        this.hosts = hosts;
        this.domains = domains;
    }

    /** Makes sure, before anything is switched, that there is a proxy and a name. */
    void ready(Carried attempt) {
        hosts.wanted(attempt.server(), attempt.request());
        attempt.patience().through(() -> {
            bootstrap(attempt.server(), attempt.operation());
            return Boolean.TRUE;
        });
    }

    /** Makes sure that the proxy of this server runs and answers. */
    public void bootstrap(Server server, Operation operation) {
        proxy.prepare(server, operation);
        routes.alone(server.id(), () -> {
            proxy.bootstrap(server, operation);
            return Boolean.TRUE;
        });
    }

    /** Makes sure that the proxy leads the name of the attempt's slot to what serves; empty where none leads there. */
    Optional<Route> tell(Carried attempt) {
        var server = attempt.server();
        return attempt.patience()
                .through(() -> routes.alone(server.id(), () -> {
                    var serving = serving(attempt);
                    serving.ifPresent(route -> push(
                            server,
                            routes.on(server.id()).stream()
                                    .map(kept -> kept.now().slot().equals(route.slot())
                                            ? new Kept(server.id(), route, null)
                                            : kept)
                                    .toList()));
                    return serving;
                }));
    }

    /**
     * From now on the name of the attempt's slot leads to this workload.
     *
     * @param sure throws where the attempt may not have it any more
     */
    Kept pointAt(Carried attempt, Workload workload, int port, Runnable sure) {
        return pointAt(attempt, () -> proxy.upstream(attempt.server(), workload, port), sure);
    }

    /**
     * From now on whoever comes by the name waits, instead of being led to what serves, which is about to be stopped. The name is the
     * attempt's already: whoever finds it left behind leads it back.
     *
     * @param sure as {@link #pointAt(Carried, Workload, int, Runnable)} takes it
     */
    void hold(Carried attempt, Runnable sure) {
        pointAt(attempt, () -> EdgeProxy.NOBODY, sure);
    }

    private Kept pointAt(Carried attempt, Supplier<String> upstream, Runnable sure) {
        var server = attempt.server();
        var request = attempt.request();
        return attempt.patience()
                .through(() -> routes.alone(server.id(), () -> {
                    var host = hosts.free(server, request);
                    var kept = new Kept(
                            server.id(),
                            new Route(request.slotId(), host, attempt.id(), upstream.get()),
                            serving(attempt).orElse(null));
                    // whoever has waited for its turn may have been given up for dead meanwhile
                    sure.run();
                    routes.keep(kept);
                    push(server);
                    return kept;
                }));
    }

    /** Where the name led for what serves: to what is left of an attempt that was lost it never leads again. */
    Optional<Route> serving(Carried attempt) {
        return routes.of(attempt.request().slotId()).stream()
                .flatMap(kept -> Stream.of(Optional.of(kept.now()), Optional.ofNullable(kept.before())))
                .flatMap(Optional::stream)
                .filter(route -> route.attempt().equals(attempt.previous()))
                .findFirst();
    }

    /** Leads the name of the attempt's slot back to what served. */
    void back(Carried attempt) {
        attempt.patience().through(() -> {
            mend(attempt.server(), attempt.request().slotId(), Optional.ofNullable(attempt.previous()));
            return Boolean.TRUE;
        });
    }

    /** Makes the name of this slot lead to the attempt that serves, or nowhere; does nothing where it does already. */
    void mend(Server server, SlotId slot, Optional<DeploymentId> serving) {
        var known = routes.of(slot);
        if (known.isPresent() && !leadsTo(known.get(), serving)) {
            mendIfStill(server, known.get().now(), () -> serving);
        }
    }

    /** As {@link #mend}, unless somebody has led the name elsewhere meanwhile. */
    void mendIfStill(Server server, Route seen, Supplier<Optional<DeploymentId>> serving) {
        routes.alone(server.id(), () -> {
            routes.of(seen.slot())
                    .filter(kept -> kept.now().attempt().equals(seen.attempt()))
                    .ifPresent(kept -> lead(server, kept, serving.get()));
            return Boolean.TRUE;
        });
    }

    /** Leads the name of the attempt's slot to what serves, where it leads to the attempt. */
    void takeFrom(Carried attempt, Optional<DeploymentId> serving) {
        routes.of(attempt.request().slotId())
                .map(Kept::now)
                .filter(route -> route.attempt().equals(attempt.id()))
                .ifPresent(route -> attempt.patience().through(() -> {
                    mendIfStill(attempt.server(), route, () -> serving);
                    return Boolean.TRUE;
                }));
    }

    private static boolean leadsTo(Kept kept, Optional<DeploymentId> serving) {
        return serving.filter(kept.now().attempt()::equals).isPresent();
    }

    /** The proxy is told first: what the table says has been told whenever it is to lead back or nowhere. */
    private void lead(Server server, Kept kept, Optional<DeploymentId> serving) {
        if (leadsTo(kept, serving)) {
            return;
        }
        var others = new ArrayList<>(routes.on(server.id()));
        others.removeIf(other -> other.now().slot().equals(kept.now().slot()));
        var before = kept.before();
        if (before != null && serving.filter(before.attempt()::equals).isPresent()) {
            var back = new Kept(server.id(), before, kept.now());
            others.add(back);
            push(server, others);
            // who waits where it led meanwhile would wait on
            proxy.settle(server, before);
            routes.keep(back);
        } else {
            push(server, others);
            routes.forget(kept.now().slot());
        }
    }

    /** Where the name of this slot leads, with its domains. */
    public Optional<Route> route(Server server, SlotId slot) {
        return routes.of(slot)
                .map(kept -> domains.onto(List.of(kept.now()), server).getFirst());
    }

    /** The name of this slot leads nowhere any more. */
    public void forget(Server server, SlotId slot) {
        mend(server, slot, Optional.empty());
    }

    /**
     * Makes the proxy do again what it is to do, where it does not.
     *
     * @param beingSwitched whether somebody is at it, who has told the proxy and is about to write it down, or the other way round
     */
    public void restore(Server server, Predicate<Kept> beingSwitched) {
        var kept = routes.on(server.id());
        if (kept.isEmpty() || does(server, kept) || does(server, before(kept, beingSwitched))) {
            return;
        }
        log.info("The proxy of {} does not do what it is to do; it is told again.", server.id());
        proxy.prepare(server, Operation.quiet());
        routes.alone(server.id(), () -> {
            proxy.bootstrap(server, Operation.quiet());
            push(server);
            return Boolean.TRUE;
        });
    }

    private boolean does(Server server, List<Kept> kept) {
        return proxy.does(server, now(server, kept));
    }

    private static List<Kept> before(List<Kept> kept, Predicate<Kept> beingSwitched) {
        return kept.stream()
                .map(one -> one.before() != null && beingSwitched.test(one)
                        ? new Kept(one.server(), one.before(), null)
                        : one)
                .toList();
    }

    /** Replaces the proxy by one of the image that is configured now; what it is to do is seen to by {@link EdgeKeeper}. */
    public void upgrade(Server server) {
        proxy.fetch(server, Operation.quiet());
        routes.alone(server.id(), () -> {
            proxy.upgrade(server, Operation.quiet());
            return Boolean.TRUE;
        });
    }

    /** How the proxy is, as a check of the server; none where no name leads there. */
    public Optional<Check> check(Server server) {
        if (routes.on(server.id()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(checked(server));
    }

    private Check checked(Server server) {
        try {
            var status = proxy.status(server);
            return new Check(
                    PROXY,
                    status.ready(),
                    status.evidence(),
                    status.advice(),
                    status.ready() ? null : FailureCode.PROXY_NOT_READY);
        } catch (BackendFailure e) {
            return new Check(PROXY, false, e.sentence(), e.code().category().advice(), e.code());
        }
    }

    String url(Server server, Kept kept) {
        return proxy.url(server, kept.now().host());
    }

    private void push(Server server) {
        push(server, routes.on(server.id()));
    }

    private void push(Server server, List<Kept> kept) {
        proxy.apply(server, now(server, kept));
    }

    private List<Route> now(Server server, List<Kept> kept) {
        return domains.onto(kept.stream().map(Kept::now).toList(), server);
    }
}

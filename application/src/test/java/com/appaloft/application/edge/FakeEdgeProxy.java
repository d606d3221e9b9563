package com.appaloft.application.edge;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** A proxy in memory; it reaches whatever it is told that runs. */
public final class FakeEdgeProxy implements EdgeProxy {
    private final ToIntFunction<String> statusOf;
    private final Set<ServerId> running = new HashSet<>();
    private final Map<ServerId, List<Route>> routes = new HashMap<>();
    private final Map<String, AtomicInteger> underWay = new HashMap<>();
    private final Set<String> certified = new HashSet<>();
    private final Set<DeploymentId> told = new HashSet<>();
    private int ignored;
    private int refused;
    private boolean away;
    private boolean silent;
    private boolean drops;

    /** @param statusOf what the workload of this name answers, 502 where it does not run */
    public FakeEdgeProxy(ToIntFunction<String> statusOf) {
        this.statusOf = statusOf;
    }

    /** Until it is back, it takes nothing and answers nobody. */
    public synchronized void isAway(boolean nowAway) {
        away = nowAway;
    }

    /** Until it is started again. */
    public synchronized void stop(Server server) {
        running.remove(server.id());
    }

    /** From now on it does not say what is under way. */
    public synchronized void tellsNoNumbers() {
        silent = true;
    }

    /** So many more changes of its routes are taken, and have no effect. */
    public synchronized void ignoresNext(int changes) {
        ignored = changes;
    }

    /** So many more changes of its routes are not taken, which it says. */
    public synchronized void refusesNext(int changes) {
        refused = changes;
    }

    /** From now on so many requests to this workload are under way. */
    public synchronized void underWay(String workload, int requests) {
        underWay.put(workload, new AtomicInteger(requests));
    }

    /** Whether it was ever to lead a name to this attempt. */
    public synchronized boolean wasToldOf(DeploymentId attempt) {
        return told.contains(attempt);
    }

    public synchronized List<Route> routes(Server server) {
        return routes.getOrDefault(server.id(), List.of());
    }

    @Override
    public synchronized Status status(Server server) {
        return running.contains(server.id())
                ? new Status(true, "2.0.0", "memory", "It runs.", "")
                : new Status(false, null, null, "It does not run.", "Start it.");
    }

    @Override
    public void prepare(Server server, Operation operation) {}

    @Override
    public synchronized void bootstrap(Server server, Operation operation) {
        if (away) {
            throw new BackendFailure(FailureCode.PROXY_NOT_READY, "It does not start.");
        }
        running.add(server.id());
    }

    @Override
    public synchronized void upgrade(Server server, Operation operation) {
        running.add(server.id());
    }

    @Override
    public String upstream(Server server, Workload workload, int port) {
        return workload.name() + ":" + port;
    }

    @Override
    public synchronized void apply(Server server, List<Route> wanted) {
        mustRun(server);
        if (refused > 0) {
            refused--;
            throw new BackendFailure(FailureCode.PROXY_NOT_READY, "It does not take its routes.");
        }
        if (ignored > 0) {
            ignored--;
            return;
        }
        wanted.forEach(route -> told.add(route.attempt()));
        routes.put(server.id(), List.copyOf(wanted));
    }

    @Override
    public synchronized void settle(Server server, Route route) {
        mustRun(server);
    }

    @Override
    public synchronized boolean does(Server server, List<Route> wanted) {
        return !away
                && running.contains(server.id())
                && Set.copyOf(routes(server)).equals(Set.copyOf(wanted));
    }

    @Override
    public synchronized Answer ask(Server server, Route route, String path) {
        mustRun(server);
        return Stream.concat(
                        routes(server).stream().filter(known -> known.host().equals(route.host())),
                        routes(server).stream().filter(known -> leadsInTheClear(known, route.host())))
                .findFirst()
                .map(known -> answer(known, route))
                .orElse(new Answer(404, null));
    }

    private static boolean leadsInTheClear(Route known, String host) {
        return known.domains().stream()
                .anyMatch(domain -> domain.way() != Way.SECURE && domain.host().equals(host));
    }

    private Answer answer(Route known, Route asked) {
        int status = statusOf.applyAsInt(
                known.upstream().substring(0, known.upstream().indexOf(':')));
        boolean there = status != 502 && known.upstream().equals(asked.upstream());
        return new Answer(status, there ? known.attempt() : null);
    }

    /** From now on an authority believes that this name leads here. */
    public synchronized void certify(String host) {
        certified.add(host);
    }

    public synchronized void losesCertificateOf(String host) {
        certified.remove(host);
    }

    /** Visits over TLS end before a certificate is shown, until they do no longer. */
    public synchronized void dropsSecureVisits(boolean nowDrops) {
        drops = nowDrops;
    }

    @Override
    public synchronized Secured askSecurely(Server server, Route route, String host, String path) {
        mustRun(server);
        if (drops) {
            return Secured.unseen("The connection was closed.");
        }
        boolean wanted = routes(server).stream()
                .flatMap(known -> known.domains().stream())
                .anyMatch(domain -> domain.host().equals(host) && domain.overTls());
        return wanted && certified.contains(host)
                ? new Secured(Trust.TRUSTED, Instant.MAX, "A certificate.", ask(server, route, path))
                : Secured.untrusted("No certificate.");
    }

    @Override
    public synchronized OptionalInt underWay(Server server, String upstream) {
        if (silent) {
            return OptionalInt.empty();
        }
        var requests = underWay.get(upstream.substring(0, upstream.indexOf(':')));
        return OptionalInt.of(requests == null ? 0 : Math.max(0, requests.getAndDecrement()));
    }

    @Override
    public String url(Server server, String host) {
        return "http://" + host;
    }

    private void mustRun(Server server) {
        if (away || !running.contains(server.id())) {
            throw new BackendFailure(FailureCode.PROXY_NOT_READY, "No proxy was started on the server.");
        }
    }
}

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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A proxy in memory; it reaches whatever it is told that runs. */
public final class FakeEdgeProxy implements EdgeProxy {
    private final ToIntFunction<String> statusOf;
    private final FakePlaces places = new FakePlaces(this::statusOf);
    private final Set<DeploymentId> unreachable = new HashSet<>();
    private final Set<ServerId> running = new HashSet<>();
    private final Map<ServerId, List<Route>> routes = new HashMap<>();
    private final Map<String, AtomicInteger> underWay = new HashMap<>();
    private final Set<String> certified = new HashSet<>();
    private final Set<DeploymentId> told = new HashSet<>();
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
    private int ignored;
    private int refused;
    private boolean away;
    private boolean silent;
    private boolean drops;
    private boolean countsNothing;
    private boolean hangs;

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

    /** From now on it cannot be asked what is under way. */
    public synchronized void cannotBeAskedWhatIsUnderWay() {
        countsNothing = true;
    }

    /** From now on it does not reach the workloads of this attempt, wherever it is told that they are. */
    public synchronized void cannotReach(DeploymentId attempt) {
        unreachable.add(attempt);
    }

    /** From now on whoever visits waits for an answer until they give up. */
    public synchronized void hangs() {
        hangs = true;
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
    public void fetch(Server server, Operation operation) {}

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

    /** The next time somebody wants to lead a name to a workload, this is done meanwhile. */
    public void whenNextAskedForAnUpstream(Runnable work) {
        meanwhile.set(work);
    }

    @Override
    public String upstream(Server server, Workload workload, int port) {
        var work = meanwhile.getAndSet(null);
        if (work != null) {
            work.run();
        }
        return workload.name() + ":" + port;
    }

    @Override
    public synchronized void apply(Server server, List<Route> wanted) {
        mustRun(server);
        if (refused > 0) {
            refused--;
            throw new BackendFailure(FailureCode.PROXY_NOT_READY, "It does not take its routes.");
        }
        if (does(server, wanted)) {
            return;
        }
        if (ignored > 0) {
            ignored--;
            return;
        }
        wanted.forEach(route -> told.add(route.attempt()));
        wanted.forEach(route -> places.lead(route.slot(), route.upstream()));
        routes.put(server.id(), List.copyOf(wanted));
    }

    @Override
    public synchronized void offer(Server server, Route route) {
        mustRun(server);
        places.offer(route.slot(), route.upstream());
    }

    @Override
    public synchronized void settle(Server server, Route route) {
        mustRun(server);
        places.settle(route.slot(), route.upstream());
        routes.computeIfPresent(
                server.id(),
                (id, all) -> all.stream()
                        .map(known -> known.slot().equals(route.slot()) ? led(known, route) : known)
                        .toList());
    }

    private static Route led(Route known, Route route) {
        return new Route(known.slot(), known.host(), route.attempt(), route.upstream(), known.domains());
    }

    @Override
    public synchronized boolean does(Server server, List<Route> wanted) {
        return !away
                && running.contains(server.id())
                && Set.copyOf(routes(server)).equals(Set.copyOf(wanted))
                && wanted.stream().allMatch(route -> places.led(route.slot()).equals(route.upstream()));
    }

    @Override
    public Answer ask(Server server, Route route, Question question) {
        if (doesHang()) {
            Operation.quiet().pause(question.limit().toMillis());
            return Answer.NONE;
        }
        return answer(server, route, question.offered());
    }

    private synchronized boolean doesHang() {
        return hangs;
    }

    private synchronized Answer answer(Server server, Route route, boolean offered) {
        mustRun(server);
        places.letIn();
        return known(server, route.host())
                .map(known -> answer(offered ? places.offered(known.slot()) : places.led(known.slot()), route))
                .orElse(new Answer(404, null));
    }

    /** A visitor comes by this name. @return what they are answered, once somebody answers */
    public synchronized CompletableFuture<Integer> visit(Server server, String host) {
        mustRun(server);
        return known(server, host)
                .map(known -> places.visit(known.slot()))
                .orElse(CompletableFuture.completedFuture(404));
    }

    private Optional<Route> known(Server server, String host) {
        return Stream.concat(
                        routes(server).stream().filter(known -> known.host().equals(host)),
                        routes(server).stream().filter(known -> leadsInTheClear(known, host)))
                .findFirst();
    }

    private static boolean leadsInTheClear(Route known, String host) {
        return known.domains().stream()
                .anyMatch(domain -> domain.way() != Way.SECURE && domain.host().equals(host));
    }

    private Answer answer(String upstream, Route asked) {
        int status = statusOf(upstream);
        boolean there = status != FakePlaces.UNREACHED && upstream.equals(asked.upstream());
        return new Answer(status, there ? asked.attempt() : null);
    }

    private int statusOf(String upstream) {
        return unreachable.stream().anyMatch(attempt -> upstream.contains(attempt.value()))
                ? FakePlaces.UNREACHED
                : statusOf.applyAsInt(upstream.substring(0, upstream.indexOf(':')));
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
    public synchronized OptionalInt underWay(Server server, Route left) {
        if (countsNothing) {
            throw new BackendFailure(FailureCode.PROXY_NOT_READY, "It does not say what is under way.");
        }
        if (silent) {
            return OptionalInt.empty();
        }
        var requests = underWay.get(left.upstream().substring(0, left.upstream().indexOf(':')));
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

package com.appaloft.application.port;

import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The proxy at the edge of each server, run by us: the way in for whoever visits a resource by its name. It has one writer, this control
 * plane, and is always told all of its routes. Methods fail with {@link BackendFailure}: {@code proxy-not-ready}, or as the backend of
 * the server does.
 */
public interface EdgeProxy {
    /** The upstream of a route whose visitors are to wait until it leads elsewhere: nobody listens there. */
    String NOBODY = "127.0.0.1:1";

    /**
     * A name that leads to a workload.
     *
     * @param host e.g. {@code shop.production.localhost}
     * @param attempt whose workload it is
     * @param upstream where the proxy reaches it, as {@link #upstream} said
     * @param domains more names that lead there
     */
    record Route(SlotId slot, String host, DeploymentId attempt, String upstream, List<Domain> domains) {
        public Route {
            domains = List.copyOf(domains);
        }

        /** By this name only. */
        public Route(SlotId slot, String host, DeploymentId attempt, String upstream) {
            this(slot, host, attempt, upstream, List.of());
        }

        public Route with(List<Domain> more) {
            return new Route(slot, host, attempt, upstream, more);
        }
    }

    /** A name that people brought themselves. */
    record Domain(String host, Way way) {
        /** Whether the proxy asks for a certificate for it. */
        public boolean overTls() {
            return way != Way.CLEAR;
        }
    }

    /** How visitors come to a name. */
    enum Way {
        /** In the clear. */
        CLEAR,
        /** In the clear, and over TLS as soon as there is a certificate. */
        BOTH,
        /** Over TLS; who comes in the clear is led there. */
        SECURE
    }

    /** What was seen of the certificate of a name. */
    enum Trust {
        /** Browsers believe it: it is of this name, of an authority they know, and of now. */
        TRUSTED,
        /** There is none, or none that browsers believe. */
        UNTRUSTED,
        /** The visit ended before one could be shown, which says nothing about it. */
        UNSEEN
    }

    /**
     * What a visitor is shown who comes to a name over TLS.
     *
     * @param expiresAt absent where the certificate is not trusted
     * @param evidence what was seen, in a sentence
     * @param answer what came back of a visit; absent where the certificate is not trusted, so that nothing was asked
     */
    record Secured(
            Trust trust,
            @Nullable Instant expiresAt,
            String evidence,
            @Nullable Answer answer) {
        public static Secured untrusted(String evidence) {
            return new Secured(Trust.UNTRUSTED, null, evidence, null);
        }

        public static Secured unseen(String evidence) {
            return new Secured(Trust.UNSEEN, null, evidence, null);
        }

        public boolean trusted() {
            return trust == Trust.TRUSTED;
        }
    }

    /**
     * What was seen of the proxy of a server.
     *
     * @param version absent where it does not run
     * @param image what it was started from, absent where there is none
     * @param evidence what was seen, in a sentence
     */
    record Status(
            boolean ready,
            @Nullable String version,
            @Nullable String image,
            String evidence,
            String advice) {}

    /**
     * What came back through the proxy.
     *
     * @param status 0 where nothing came back
     * @param attempt whose workload answered, absent where the proxy itself did
     */
    record Answer(int status, @Nullable DeploymentId attempt) {
        /** Nothing came back. */
        public static final Answer NONE = new Answer(0, null);

        /** What it was, to go on with after the name that was visited. */
        public String words() {
            return status == 0 ? "did not answer" : "answered " + status;
        }
    }

    /**
     * What a visit asks for.
     *
     * @param limit for its answer
     * @param offered whether it comes to what was {@linkplain #offer offered}, instead of where visitors are led
     */
    record Question(String path, Duration limit, boolean offered) {
        /** Longer than a proxy tries to reach a workload. */
        private static final Duration LONGEST = Duration.ofSeconds(20);

        /** As visitors ask. */
        public static Question of(String path) {
            return new Question(path, LONGEST, false);
        }
    }

    /**
     * Really asks it.
     *
     * @throws BackendFailure where the server itself cannot be asked, which says nothing about the proxy
     */
    Status status(Server server);

    /** Fetches what it is started from, where none is there, which may take long; keeps nobody from being told anything meanwhile. */
    void prepare(Server server, Operation operation);

    /** Fetches what another is started from, for an {@linkplain #upgrade upgrade}. */
    void fetch(Server server, Operation operation);

    /** Makes sure that it runs and answers; leaves one that does as it is. */
    void bootstrap(Server server, Operation operation);

    /** Replaces it by one of the image that is configured now; its routes, and what it keeps, stay. One that fails leaves the one before. */
    void upgrade(Server server, Operation operation);

    /** Where the proxy reaches a port of this workload. */
    String upstream(Server server, Workload workload, int port);

    /**
     * Makes these the routes, and there are no others: whatever else is asked for is answered with 404.
     */
    void apply(Server server, List<Route> routes);

    /**
     * Makes the proxy reach this route's upstream for who proves it, beside where visitors of its slot are led, which stays as it is. The
     * proxy must know the name.
     */
    void offer(Server server, Route route);

    /** The slot leads where this route says, and whoever still waits to be let in where it led before is let in there as well. */
    void settle(Server server, Route route);

    /** Whether what it does is exactly this. */
    boolean does(Server server, List<Route> routes);

    /** Visits the route through the proxy. @throws BackendFailure {@code proxy-not-ready} where it does not run */
    Answer ask(Server server, Route route, Question question);

    /** As visitors ask. @throws BackendFailure as {@link #ask(Server, Route, Question)} */
    default Answer ask(Server server, Route route, String path) {
        return ask(server, route, Question.of(path));
    }

    /** Visits one of the route's domains through the proxy, over TLS. @throws BackendFailure as {@link #ask(Server, Route, String)} */
    Secured askSecurely(Server server, Route route, String host, String path);

    /**
     * How many requests are under way that came while the slot of this route led there, before it was led elsewhere; empty where the proxy
     * of the server does not tell.
     */
    OptionalInt underWay(Server server, Route left);

    /** Where visitors find this name, e.g. {@code http://shop.production.localhost:8000}. Never throws. */
    String url(Server server, String host);
}

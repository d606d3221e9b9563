package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Question;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Secured;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.appaloft.infrastructure.runtime.docker.SocketHttp;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** Comes to the proxy of a server as visitors do, and knows the word by which it learns which workload answered. */
final class CaddyVisits {
    /** Longer than the proxy tries to reach a workload. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MOST_ASKED = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String word;
    private final SecureVisit secureVisit;

    /** @param roots certificates in PEM that are believed as well; empty for none */
    CaddyVisits(String word, String roots) {
        this.word = word;
        this.secureVisit = SecureVisit.trusting(roots);
    }

    /** @throws IOException where the proxy answers nobody at all */
    void mustBeAnswered(EdgeContainer container) throws IOException {
        var seen = started(container);
        Waiting.atMost(LONGEST, () -> {
            try (var exchange =
                    SocketHttp.send(container.visit(address(seen), seen.httpPort()), probe(CaddyRoutes.NOBODY, "/"))) {
                return exchange.response().getCode();
            }
        });
    }

    /** How many requests the proxy has under way to this upstream; empty where it does not tell. */
    OptionalInt underWay(EdgeContainer container, String upstream) throws IOException {
        var seen = running(container);
        return Waiting.atMost(LONGEST, () -> {
            var request = probe(CaddyRoutes.NOBODY, CaddyRoutes.UNDER_WAY);
            try (var exchange = SocketHttp.send(container.visit(address(seen), seen.httpPort()), request)) {
                return exchange.response().getCode() == HttpStatus.SC_OK
                        ? OptionalInt.of(CaddyControl.counted(JSON.readTree(exchange.body()), upstream))
                        : OptionalInt.empty();
            }
        });
    }

    /** No answer counts only where the way to the server is well; otherwise the question is asked again. */
    Answer clear(EdgeContainer container, Route route, Question question) {
        var answer = once(container, route, question);
        for (int asked = 1; answer == Answer.NONE && asked < MOST_ASKED && wasInTheWay(container); asked++) {
            answer = once(container, route, question);
        }
        return answer;
    }

    private static boolean wasInTheWay(EdgeContainer container) {
        return !Thread.currentThread().isInterrupted() && !container.wayIsWell();
    }

    private Answer once(EdgeContainer container, Route route, Question question) {
        var seen = running(container);
        try {
            return Waiting.atMost(question.limit(), () -> clear(container, seen, route, question));
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (ConnectException e) {
            throw nobodyListens(seen.httpPort(), e);
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    private Answer clear(EdgeContainer container, Seen seen, Route route, Question question) throws IOException {
        var request = probe(route.host(), question.path());
        if (question.offered()) {
            request.setHeader(CaddyRoutes.PLACE, CaddyRoutes.OFFERED);
        }
        try (var exchange = SocketHttp.send(container.visit(address(seen), seen.httpPort()), request)) {
            return answer(route, exchange.response());
        }
    }

    Secured secure(EdgeContainer container, Route route, String host, String path) {
        var seen = running(container);
        try {
            return secureVisit.of(
                    () -> container.visit(address(seen), seen.httpsPort()),
                    host,
                    probe(host, path),
                    response -> answer(route, response));
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (ConnectException e) {
            throw nobodyListens(seen.httpsPort(), e);
        } catch (IOException e) {
            return Secured.unseen("No certificate could be looked at: " + e.getMessage() + ".");
        }
    }

    /** Whoever answers at its ports while it does not run is somebody else. */
    private static Seen running(EdgeContainer container) {
        var seen = started(container);
        if (!seen.running()) {
            throw CaddyFailures.notReady("The proxy of the server does not run.", null);
        }
        return seen;
    }

    private static Seen started(EdgeContainer container) {
        return container.look().orElseThrow(() -> CaddyFailures.notReady("No proxy was started on the server.", null));
    }

    private static BackendFailure nobodyListens(int port, ConnectException e) {
        return CaddyFailures.notReady("Nobody listens at the proxy's port " + port + " of the server.", e);
    }

    private static String address(Seen seen) {
        return seen.address().isEmpty() || seen.address().equals("0.0.0.0") ? "127.0.0.1" : seen.address();
    }

    private BasicClassicHttpRequest probe(String host, String path) {
        var request = new BasicClassicHttpRequest("GET", path);
        request.setAuthority(new URIAuthority(host));
        request.setHeader(CaddyRoutes.PROBE, word);
        request.setHeader("Connection", "close");
        return request;
    }

    /** The upstream that Caddy really used names the workload, and a workload is of one attempt. */
    private static Answer answer(Route route, HttpResponse response) {
        var upstream = response.getFirstHeader(CaddyRoutes.UPSTREAM);
        boolean there = upstream != null && upstream.getValue().equals(route.upstream());
        return new Answer(response.getCode(), there ? route.attempt() : null);
    }
}

package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.domain.shared.SlotId;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The routes that Caddy is told, in the order in which it looks at them, and 404 for whatever is none of them. Which workload a name
 * leads to is none of it: {@link CaddyTurns}.
 */
final class CaddyRoutes {
    /** A visitor with this header and the right word learns which workload answered. */
    static final String PROBE = "Appaloft-Probe";

    /** A visitor who knows the word comes with this header to the place whose turn it is not. */
    static final String PLACE = "Appaloft-Place";

    static final String OFFERED = "offered";
    static final String UPSTREAM = "Appaloft-Upstream";
    /** No visitor asks for it (RFC 6761, section 6.4). */
    static final String NOBODY = "nobody.invalid";

    /** Asked of nobody's name, with the word: what Caddy's admin API says of what is under way, and nothing else of it. */
    static final String UNDER_WAY = "/reverse_proxy/upstreams";

    private static final String LONGER_THAN_ANY_DRAIN = "24h";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String word;

    /** @param word that a probe must know */
    CaddyRoutes(String word) {
        this.word = word;
    }

    /** In the clear: names made for resources first, so that no other can take one from them. */
    ArrayNode clear(List<Route> routes) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        routes.forEach(route -> both(all, route, route.host()));
        for (var route : routes) {
            for (var domain : route.domains()) {
                if (domain.way() == Way.SECURE) {
                    ledToTls(all.addObject(), domain.host());
                } else {
                    both(all, route, domain.host());
                }
            }
        }
        underWay(all.addObject());
        nowhere(all);
        return all;
    }

    /** Over TLS. */
    ArrayNode secure(List<Route> routes) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        for (var route : routes) {
            route.domains().stream().filter(Domain::overTls).forEach(domain -> both(all, route, domain.host()));
        }
        nowhere(all);
        return all;
    }

    private void both(ArrayNode all, Route route, String host) {
        probe(all, route, host, true);
        probe(all, route, host, false);
        var visit = all.addObject();
        match(visit, host);
        inTurn(visit.putArray("handle"), route.slot(), true, CaddyRoutes::proxied);
        visit.put("terminal", true);
    }

    private void probe(ArrayNode all, Route route, String host, boolean offered) {
        var probe = all.addObject();
        var header = match(probe, host).putObject("header");
        header.putArray(PROBE).add(word);
        if (offered) {
            header.putArray(PLACE).add(OFFERED);
        }
        var handle = probe.putArray("handle");
        toldWhoAnswered(handle.addObject());
        inTurn(handle, route.slot(), !offered, CaddyRoutes::reached);
        probe.put("terminal", true);
    }

    /** @param its by the place whose turn it is, or by the other */
    private static void inTurn(ArrayNode handle, SlotId slot, boolean its, BiConsumer<ArrayNode, String> proxying) {
        var turns = handle.addObject().put("handler", "subroute").putArray("routes");
        var second = turns.addObject();
        second.putArray("match")
                .addObject()
                .putObject("file")
                .put("root", CaddyTurns.folder(slot))
                .putArray("try_files")
                .add(CaddyTurns.SECOND);
        proxying.accept(second.putArray("handle"), CaddyTurns.place(slot, its));
        second.put("terminal", true);
        proxying.accept(turns.addObject().putArray("handle"), CaddyTurns.place(slot, !its));
    }

    private static void toldWhoAnswered(ObjectNode headers) {
        headers.put("handler", "headers");
        headers.putObject("request").putArray("delete").add(PROBE).add(PLACE);
        var response = headers.putObject("response");
        response.put("deferred", true);
        response.putObject("set").putArray(UPSTREAM).add("{http.reverse_proxy.upstream.hostport}");
    }

    private void underWay(ObjectNode entry) {
        var match = match(entry, NOBODY);
        match.putArray("method").add("GET");
        match.putArray("path").add(UNDER_WAY);
        match.putObject("header").putArray(PROBE).add(word);
        var asked = reached(entry.putArray("handle"), CaddyConfig.ADMIN)
                .putObject("headers")
                .putObject("request");
        asked.putObject("set").putArray("Host").add(CaddyConfig.ORIGIN);
        // Caddy logs whatever its admin API is asked with
        asked.putArray("delete").add(PROBE);
        entry.put("terminal", true);
    }

    private static void nowhere(ArrayNode all) {
        all.addObject()
                .putArray("handle")
                .addObject()
                .put("handler", "static_response")
                .put("status_code", 404);
    }

    /** Visitors come to the port that everybody knows, whatever the one is called that this machine publishes. */
    private static void ledToTls(ObjectNode entry, String host) {
        match(entry, host);
        var answer = entry.putArray("handle").addObject();
        answer.put("handler", "static_response").put("status_code", 308);
        answer.putObject("headers").putArray("Location").add("https://" + host + "{http.request.uri}");
        entry.put("terminal", true);
    }

    /** Whoever keeps a connection to a configuration that goes is told to make a new one. */
    private static void leaving(ObjectNode entry) {
        entry.putArray("match")
                .addObject()
                .putObject("vars")
                .putArray("{http.shutting_down}")
                .add("true");
        entry.putArray("handle")
                .addObject()
                .put("handler", "headers")
                .putObject("response")
                .putObject("set")
                .putArray("Connection")
                .add("close");
    }

    private static ObjectNode match(ObjectNode entry, String host) {
        return match(entry.putArray("match"), host);
    }

    private static ObjectNode match(ArrayNode matches, String host) {
        var match = matches.addObject();
        match.putArray("host").add(host);
        return match;
    }

    /** Who comes while a workload is being replaced waits a moment for the next; only connecting is tried again, never a request. */
    private static void proxied(ArrayNode handle, String upstream) {
        var proxy = reached(handle, upstream);
        proxy.put("stream_close_delay", LONGER_THAN_ANY_DRAIN);
        var balancing =
                proxy.putObject("load_balancing").put("try_duration", "15s").put("try_interval", "100ms");
        match(balancing.putArray("retry_match"), NOBODY);
    }

    /** A proof waits for nobody: what does not answer it is asked again. */
    private static ObjectNode reached(ArrayNode handle, String upstream) {
        var proxy = handle.addObject().put("handler", "reverse_proxy");
        proxy.putArray("upstreams").addObject().put("dial", upstream);
        return proxy;
    }
}

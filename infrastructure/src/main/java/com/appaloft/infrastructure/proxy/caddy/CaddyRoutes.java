package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The routes that Caddy is told, in the order in which it looks at them, and 404 for whatever is none of them. */
final class CaddyRoutes {
    /** A visitor with this header and the right word learns whose workload answered. */
    static final String PROBE = "Appaloft-Probe";

    static final String ATTEMPT = "Appaloft-Deployment";
    static final String UPSTREAM = "Appaloft-Upstream";
    /** No visitor asks for it (RFC 6761, section 6.4). */
    static final String NOBODY = "draining.invalid";
    /** How long an upgraded connection outlives the configuration that it was made by; Caddy knows it since 2.7. */
    static final String STREAMS_KEPT = "stream_close_delay";

    private static final String LONGER_THAN_ANY_DRAIN = "24h";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String word;
    private final boolean streamsKept;

    /**
     * @param word that a probe must know
     * @param streamsKept whether upgraded connections, such as WebSockets, outlive a change of the configuration
     */
    CaddyRoutes(String word, boolean streamsKept) {
        this.word = word;
        this.streamsKept = streamsKept;
    }

    /** In the clear: names made for resources first, so that no other can take one from them. */
    ArrayNode clear(List<Route> routes, List<String> draining) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        routes.forEach(route -> both(all, route, route.host()));
        for (var route : routes) {
            for (var domain : route.domains()) {
                if (domain.secured()) {
                    ledToTls(all.addObject(), domain.host());
                } else {
                    both(all, route, domain.host());
                }
            }
        }
        for (var upstream : draining) {
            var drained = all.addObject();
            match(drained, NOBODY);
            proxied(drained.putArray("handle"), upstream);
        }
        nowhere(all);
        return all;
    }

    /** Over TLS. */
    ArrayNode secure(List<Route> routes) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        for (var route : routes) {
            route.domains().stream().filter(Domain::secured).forEach(domain -> both(all, route, domain.host()));
        }
        nowhere(all);
        return all;
    }

    private void both(ArrayNode all, Route route, String host) {
        probed(all.addObject(), route, host);
        visited(all.addObject(), route, host);
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

    private void probed(ObjectNode entry, Route route, String host) {
        match(entry, host).putObject("header").putArray(PROBE).add(word);
        var handle = entry.putArray("handle");
        var headers = handle.addObject().put("handler", "headers");
        headers.putObject("request").putArray("delete").add(PROBE);
        var response = headers.putObject("response");
        response.put("deferred", true);
        var set = response.putObject("set");
        set.putArray(ATTEMPT).add(route.attempt().value());
        set.putArray(UPSTREAM).add("{http.reverse_proxy.upstream.hostport}");
        reached(handle, route.upstream());
        entry.put("terminal", true);
    }

    private void visited(ObjectNode entry, Route route, String host) {
        match(entry, host);
        proxied(entry.putArray("handle"), route.upstream());
        entry.put("terminal", true);
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
    private void proxied(ArrayNode handle, String upstream) {
        var proxy = reached(handle, upstream);
        if (streamsKept) {
            proxy.put(STREAMS_KEPT, LONGER_THAN_ANY_DRAIN);
        }
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

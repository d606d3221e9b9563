package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Caddy is told, as a value: all routes, and 404 for whatever is none of them. */
final class CaddyConfig {
    /** A visitor with this header and the right word learns whose workload answered. */
    static final String PROBE = "Appaloft-Probe";

    static final String ATTEMPT = "Appaloft-Deployment";
    static final String UPSTREAM = "Appaloft-Upstream";
    /** Named in requests to the admin socket, which answers nobody who does not know it. */
    static final String ORIGIN = "appaloft";
    /** No visitor asks for it (RFC 6761, section 6.4). */
    private static final String NOBODY = "draining.invalid";

    private static final List<String> TURNS = List.of("127.0.0.1:2001", "127.0.0.1:2002");

    private static final ObjectMapper JSON = new ObjectMapper();

    private CaddyConfig() {}

    /**
     * While a configuration goes, Caddy serves on for a moment by it, if it has a listener that the next has not: so each has one of two
     * that nobody uses, in turns. In this moment whoever keeps a connection is told to make a new one, so that none is closed while
     * it is used.
     *
     * @param word that a probe must know
     * @param before what it does now, or null's node
     */
    static JsonNode of(List<Route> routes, List<String> draining, String word, JsonNode before) {
        var config = JSON.createObjectNode();
        config.putObject("admin")
                .put("listen", "unix//run/appaloft/admin.sock")
                .putArray("origins")
                .add(ORIGIN);
        var http = config.putObject("apps").putObject("http").put("shutdown_delay", "2s");
        var edge = http.putObject("servers").putObject("edge");
        edge.putArray("listen").add(":80").add(turn(before));
        edge.putObject("automatic_https").put("disable", true);
        edge.set("routes", all(routes, draining, word));
        return config;
    }

    private static String turn(JsonNode before) {
        var last = before.at("/apps/http/servers/edge/listen/1").asText();
        return last.equals(TURNS.getFirst()) ? TURNS.getLast() : TURNS.getFirst();
    }

    /** Those for visitors, without what is draining. */
    static JsonNode visited(JsonNode routes) {
        var visited = JSON.createArrayNode();
        routes.forEach(route -> {
            if (!route.at("/match/0/host/0").asText().equals(NOBODY)) {
                visited.add(route);
            }
        });
        return visited;
    }

    static ArrayNode all(List<Route> routes, List<String> draining, String word) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        for (var route : routes) {
            probed(all.addObject(), route, word);
            visited(all.addObject(), route);
        }
        for (var upstream : draining) {
            var drained = all.addObject();
            match(drained, NOBODY);
            proxied(drained.putArray("handle"), upstream);
        }
        all.addObject()
                .putArray("handle")
                .addObject()
                .put("handler", "static_response")
                .put("status_code", 404);
        return all;
    }

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

    private static void probed(ObjectNode entry, Route route, String word) {
        match(entry, route.host()).putObject("header").putArray(PROBE).add(word);
        var handle = entry.putArray("handle");
        var response = handle.addObject().put("handler", "headers").putObject("response");
        response.put("deferred", true);
        var set = response.putObject("set");
        set.putArray(ATTEMPT).add(route.attempt().value());
        set.putArray(UPSTREAM).add("{http.reverse_proxy.upstream.hostport}");
        proxied(handle, route.upstream());
        entry.put("terminal", true);
    }

    private static void visited(ObjectNode entry, Route route) {
        match(entry, route.host());
        proxied(entry.putArray("handle"), route.upstream());
        entry.put("terminal", true);
    }

    private static ObjectNode match(ObjectNode entry, String host) {
        var match = entry.putArray("match").addObject();
        match.putArray("host").add(host);
        return match;
    }

    /** Who comes while a workload is being replaced waits a moment for the next; only connecting is tried again, never a request. */
    private static void proxied(ArrayNode handle, String upstream) {
        var proxy = handle.addObject().put("handler", "reverse_proxy");
        proxy.putObject("load_balancing").put("try_duration", "15s").put("try_interval", "100ms");
        proxy.putArray("upstreams").addObject().put("dial", upstream);
    }
}

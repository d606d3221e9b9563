package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What Caddy is told, as a value: all routes, and 404 for whatever is none of them. Names that people brought themselves are served in
 * the clear until they were seen to lead here; from then on over TLS, whatever becomes of the certificates of others.
 */
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
    private static final List<String> SECURE_TURNS = List.of("127.0.0.1:2003", "127.0.0.1:2004");

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
    static JsonNode of(List<Route> routes, List<String> draining, String word, Authority authority, JsonNode before) {
        var config = JSON.createObjectNode();
        config.putObject("admin")
                .put("listen", "unix//run/appaloft/admin.sock")
                .putArray("origins")
                .add(ORIGIN);
        var apps = config.putObject("apps");
        var servers = apps.putObject("http").put("shutdown_delay", "2s").putObject("servers");
        var edge = servers.putObject("edge");
        edge.putArray("listen").add(":80").add(turn(before, "edge", TURNS));
        edge.putObject("automatic_https").put("disable", true);
        edge.set("routes", all(routes, draining, word));
        var secured = secured(routes);
        if (!secured.isEmpty()) {
            secure(servers.putObject("secure"), routes, word, turn(before, "secure", SECURE_TURNS));
            CaddyCertificates.of(apps.putObject("tls"), secured, authority);
        }
        return config;
    }

    private static void secure(ObjectNode server, List<Route> routes, String word, String turn) {
        server.putArray("listen").add(":443").add(turn);
        server.putObject("automatic_https").put("disable", true);
        server.putArray("tls_connection_policies").addObject();
        server.set("routes", secureRoutes(routes, word));
    }

    static List<String> secured(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.domains().stream())
                .filter(Domain::secured)
                .map(Domain::host)
                .sorted()
                .toList();
    }

    static ArrayNode secureRoutes(List<Route> routes, String word) {
        var all = JSON.createArrayNode();
        leaving(all.addObject());
        for (var route : routes) {
            route.domains().stream().filter(Domain::secured).forEach(domain -> both(all, route, domain.host(), word));
        }
        nowhere(all);
        return all;
    }

    private static String turn(JsonNode before, String server, List<String> turns) {
        var last = before.at("/apps/http/servers/" + server + "/listen/1").asText();
        return last.equals(turns.getFirst()) ? turns.getLast() : turns.getFirst();
    }

    /** @param apps what it does now */
    static boolean does(JsonNode apps, List<Route> routes, String word) {
        var subjects = JSON.createArrayNode();
        secured(routes).forEach(subjects::add);
        var secure = subjects.isEmpty() ? JSON.createArrayNode() : secureRoutes(routes, word);
        return visited(apps.at("/http/servers/edge/routes")).equals(all(routes, List.of(), word))
                && list(apps.at("/http/servers/secure/routes")).equals(secure)
                && list(apps.at("/tls/certificates/automate")).equals(subjects);
    }

    private static JsonNode list(JsonNode found) {
        return found.isArray() ? found : JSON.createArrayNode();
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
            both(all, route, route.host(), word);
            route.domains().forEach(domain -> {
                if (domain.secured()) {
                    ledToTls(all.addObject(), domain.host());
                } else {
                    both(all, route, domain.host(), word);
                }
            });
        }
        for (var upstream : draining) {
            var drained = all.addObject();
            match(drained, NOBODY);
            proxied(drained.putArray("handle"), upstream);
        }
        nowhere(all);
        return all;
    }

    private static void both(ArrayNode all, Route route, String host, String word) {
        probed(all.addObject(), route, host, word);
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

    private static void probed(ObjectNode entry, Route route, String host, String word) {
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

    private static void visited(ObjectNode entry, Route route, String host) {
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
    private static void proxied(ArrayNode handle, String upstream) {
        var proxy = reached(handle, upstream);
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

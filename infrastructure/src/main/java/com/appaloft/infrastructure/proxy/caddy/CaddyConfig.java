package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What Caddy is told, as a value: all routes, the certificates they need, and where it listens. Each name
 * that people brought has a certificate of its own, whatever becomes of those of others.
 */
final class CaddyConfig {
    /** Named in requests to the admin socket, which answers nobody who does not know it. */
    static final String ORIGIN = "appaloft";

    /** What Caddy's own command names itself. */
    private static final String OWN_COMMAND = "127.0.0.1";

    /** In a folder of the server; Caddy lets only its own user write to it, which is root. */
    static final String ADMIN = "unix//run/appaloft/admin.sock";

    private static final List<String> TURNS = List.of("127.0.0.1:2001", "127.0.0.1:2002");
    private static final List<String> SECURE_TURNS = List.of("127.0.0.1:2003", "127.0.0.1:2004");

    private static final List<String> COMPARED = List.of(
            "/apps/http/servers/edge/routes",
            "/apps/http/servers/secure/routes",
            "/apps/tls/certificates/automate",
            "/apps/tls/automation/policies");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String word;
    private final Authority authority;

    /** @param word that a probe must know */
    CaddyConfig(String word, Authority authority) {
        this.word = word;
        this.authority = authority;
    }

    /** For its first start: it answers its admin socket, and visitors with 404. */
    JsonNode first() {
        return of(List.of(), NullNode.getInstance());
    }

    /** Whether this text is all of a configuration. */
    static boolean isOne(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * While a configuration goes, Caddy serves on for a moment by it, if it has a listener that the next has not: so each has one of two
     * that nobody uses, in turns. In this moment whoever keeps a connection is told to make a new one, so that none is closed while
     * it is used.
     *
     * @param inAnyOrder the same routes are always told in the same order: another one would be another configuration
     * @param before what it does now, or null's node
     */
    JsonNode of(List<Route> inAnyOrder, JsonNode before) {
        var routes =
                inAnyOrder.stream().sorted(Comparator.comparing(Route::host)).toList();
        var told = new CaddyRoutes(word);
        var config = JSON.createObjectNode();
        config.putObject("admin")
                .put("listen", ADMIN)
                .putArray("origins")
                .add(ORIGIN)
                .add(OWN_COMMAND);
        var apps = config.putObject("apps");
        var servers = apps.putObject("http").put("shutdown_delay", "2s").putObject("servers");
        var edge = servers.putObject("edge");
        edge.putArray("listen").add(":80").add(turn(before, "edge", TURNS));
        edge.putObject("automatic_https").put("disable", true);
        edge.set("routes", told.clear(routes));
        var secured = secured(routes);
        if (!secured.isEmpty()) {
            secure(servers.putObject("secure"), told.secure(routes), turn(before, "secure", SECURE_TURNS));
            CaddyCertificates.of(apps.putObject("tls"), secured, authority);
        }
        return config;
    }

    private static void secure(ObjectNode server, JsonNode routes, String turn) {
        server.putArray("listen").add(":443").add(turn);
        server.putObject("automatic_https").put("disable", true);
        server.putArray("tls_connection_policies").addObject();
        server.set("routes", routes);
    }

    private static List<String> secured(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.domains().stream())
                .filter(Domain::overTls)
                .map(Domain::host)
                .sorted()
                .toList();
    }

    private static String turn(JsonNode before, String server, List<String> turns) {
        var last = before.at("/apps/http/servers/" + server + "/listen/1").asText();
        return last.equals(turns.getFirst()) ? turns.getLast() : turns.getFirst();
    }

    /** Whether it has these routes, and asks our authority for certificates. @param now all of what it does */
    boolean has(JsonNode now, List<Route> routes) {
        var wanted = of(routes, now);
        return COMPARED.stream().allMatch(part -> list(now.at(part)).equals(list(wanted.at(part))));
    }

    private static JsonNode list(JsonNode found) {
        return found.isArray() ? found : JSON.createArrayNode();
    }

    /** What the configuration needs beside it, by the absolute path of each. */
    Map<String, String> files() {
        return CaddyCertificates.files(authority);
    }
}

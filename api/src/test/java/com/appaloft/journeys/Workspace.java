package com.appaloft.journeys;

import com.appaloft.infrastructure.ssh.SshTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One project, environment and server on a control plane, and the resources a journey makes there. */
final class Workspace {
    final Api api;
    final String project;
    final String environment;
    final String server;
    private final boolean scripted;

    Workspace(Api api) {
        this(api, "docker-local");
    }

    Workspace(Api api, String kindOfServer) {
        this(api, kindOfServer, api.created("/api/servers", Map.of("name", "local", "kind", kindOfServer)));
    }

    /** On another machine, reached over SSH. */
    static Workspace over(Api api, SshTarget target) {
        return new Workspace(api, "docker-ssh", api.created("/api/servers", login(target)));
    }

    /** What another machine is registered with, to be changed at will. */
    static Map<String, Object> login(SshTarget target) {
        return new HashMap<>(Map.of(
                "name", "remote",
                "kind", "docker-ssh",
                "host", target.host(),
                "port", target.port(),
                "user", target.user(),
                "privateKey", target.privateKey(),
                "hostKeyFingerprint", target.hostKey()));
    }

    /** On a server that is there already. */
    Workspace(Api api, String kindOfServer, String server) {
        this.api = api;
        this.server = server;
        scripted = kindOfServer.equals(InProcess.KIND);
        project = api.created("/api/projects", Map.of("name", "journeys"));
        environment = api.created(
                "/api/environments", Map.of("projectId", project, "name", "production", "kind", "production"));
    }

    /** A resource built from a folder, answering over HTTP on a port of the server. */
    String folderSite(String name, Path folder, int port) {
        return resource(
                name,
                Map.of("kind", "local-folder", "locator", folder.toString()),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", port),
                httpHealth());
    }

    String imageSite(String name, String image, int port) {
        return resource(
                name,
                Map.of("kind", "docker-image", "locator", image),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", port),
                httpHealth());
    }

    /** A resource nobody reaches, the cheapest to deploy: verified by running, or by the script, which answers at once. */
    String worker(String name, String image) {
        return resource(
                name,
                Map.of("kind", "docker-image", "locator", image),
                Map.of("exposure", "none"),
                scripted ? Map.of("type", "command", "command", List.of("true")) : Map.of("type", "none"));
    }

    String resource(String name, Map<String, ?> source, Map<String, ?> network, Map<String, ?> health) {
        return resource(name, source, network, health, Map.of());
    }

    /** @param more fields of the profile */
    String resource(
            String name, Map<String, ?> source, Map<String, ?> network, Map<String, ?> health, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("projectId", project);
        body.put("environmentId", environment);
        body.put("serverId", server);
        body.put("name", name);
        body.put("source", source);
        body.put("network", network);
        body.put("health", health);
        return api.created("/api/resources", body);
    }

    static Map<String, Object> httpHealth() {
        return Map.of(
                "type", "http",
                "path", "/index.html",
                "intervalSeconds", 1,
                "timeoutSeconds", 2,
                "retries", 5,
                "startPeriodSeconds", 10);
    }

    static Map<String, String> image(String locator) {
        return Map.of("kind", "docker-image", "locator", locator);
    }

    static Map<String, String> folder(Path folder) {
        return Map.of("kind", "local-folder", "locator", folder.toString());
    }

    Api.Answer relink(String resource, Map<String, String> expected, Map<String, String> target) {
        return api.post(
                "/api/resources/" + resource + "/source/relink",
                Map.of(
                        "expectedCurrentSource", expected,
                        "newSource", target,
                        "expectedEnvironmentId", environment,
                        "confirm", resource));
    }

    Api.Answer rollback(String deployment, String candidate) {
        return api.post(
                "/api/deployments/" + deployment + "/rollback", Map.of("rollbackCandidateDeploymentId", candidate));
    }

    Api.Answer cancel(String deployment) {
        return api.post("/api/deployments/" + deployment + "/cancel", Map.of("confirm", deployment));
    }
}

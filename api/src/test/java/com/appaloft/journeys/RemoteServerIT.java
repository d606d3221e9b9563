package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.runtime.docker.TinyRegistry;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A resource on another machine, of which nothing is known but how to log in by SSH. */
class RemoteServerIT {
    static RemoteHost machine;
    static DockerForTests there;
    static ControlPlaneProcess controlPlane;
    static Api api;
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        machine = new RemoteHost();
        there = new DockerForTests(machine);
        there.tag(there.image(TestImages.caddy()), "caddy:2");
        folder = Files.createTempDirectory("appaloft-remote-edge");
        controlPlane = new ControlPlaneProcess(Map.of("APPALOFT_PROXY_FOLDER", folder.toString()));
        api = controlPlane.api();
    }

    @AfterAll
    static void stop() throws IOException {
        controlPlane.close();
        there.backend().close();
        machine.close();
        Apps.delete(folder);
    }

    @Test
    void aNameLeadsToItThroughAProxyOfItsOwnAndSoDoesTheNameOfAPreview() {
        var at = Workspace.over(api, machine.target());
        api.send("PUT", "/api/servers/" + at.server + "/domain", Map.of("domain", "apps.test"), Map.of());
        var app = Apps.site("by name one");
        var resource = at.resource(
                "named",
                Workspace.folder(app),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
        var first = at.api.deploy(resource);
        assertThat(at.api.succeeded(first).toString()).contains("http://named.production.apps.test");
        var visitor = new Visitor(machine.address(), 80, "named.production.apps.test");
        assertThat(visitor.visit()).isEqualTo("by name one");

        Apps.become(app, Apps.site("by name two"));
        var preview =
                api.post("/api/previews", Map.of("resourceId", resource, "type", "pull-request", "previewId", "7"));
        at.api.succeeded(preview.text("deploymentId"));
        var ofPreview = new Visitor(machine.address(), 80, "pull-request-7.named.production.apps.test");
        assertThat(ofPreview.visit()).isEqualTo("by name two");
        assertThat(visitor.visit()).isEqualTo("by name one");
        Apps.become(app, Apps.broken("gone at once"));
        assertThat(at.api.ended(at.api.deploy(resource)).path("status").asString())
                .isEqualTo("failed");
        assertThat(visitor.visit()).isEqualTo("by name one");
        Apps.become(app, Apps.site("by name three"));
        var third = at.api.deploy(resource);
        at.api.succeeded(third);
        assertThat(visitor.visit()).isEqualTo("by name three");
        at.api.succeeded(at.rollback(third, first).text("id"));
        assertThat(visitor.visit()).isEqualTo("by name one");

        var cleaned = api.post(
                "/api/previews/cleanup", Map.of("resourceId", resource, "type", "pull-request", "previewId", "7"));
        assertThat(cleaned.text("status")).as("%s", cleaned.body()).isEqualTo("cleaned");
        assertThat(ofPreview.visit()).startsWith("HTTP/1.1 404");
        assertThat(visitor.visit()).isEqualTo("by name one");
        Apps.delete(app);
    }

    @Test
    void aBrokenVersionFailsWhileTheGoodOneServesAndARollbackBringsItBack() {
        var at = Workspace.over(api, machine.target());
        var folder = Apps.site("remote one");
        int port = 8_080;
        var resource = at.folderSite("remote", folder, port);
        var first = at.api.deploy(resource);
        var ended = at.api.succeeded(first);
        assertThat(ended.toString()).contains("http://" + machine.address() + ":" + port);
        assertThat(new Site(machine.address(), port).visit()).isEqualTo("remote one");

        Apps.become(folder, Apps.broken("gone at once"));
        var broken = at.api.deploy(resource);
        assertThat(at.api.ended(broken).path("status").asString()).isEqualTo("failed");
        assertThat(new Site(machine.address(), port).visit()).isEqualTo("remote one");

        Apps.become(folder, Apps.site("remote two"));
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(new Site(machine.address(), port).visit()).isEqualTo("remote two");
        at.api.succeeded(at.rollback(second, first).text("id"));
        assertThat(new Site(machine.address(), port).visit()).isEqualTo("remote one");
    }

    @Test
    void aHostKeyIsShownAndNothingIsSentBeforeItIsConfirmed() {
        var login = Workspace.login(machine.target());
        login.remove("hostKeyFingerprint");
        var server = api.created("/api/servers", login);
        var before = test(server);
        assertThat(before.path("reachable").asBoolean()).isFalse();
        assertThat(before.toString()).contains(machine.target().hostKey());
        var confirmed = api.post(
                "/api/servers/" + server + "/host-key",
                Map.of("fingerprint", machine.target().hostKey()));
        assertThat(confirmed.status()).isEqualTo(204);
        var after = test(server);
        assertThat(after.path("reachable").asBoolean()).as("%s", after).isTrue();
        assertThat(after.toString()).contains("server-login", "engine-version", "engine-disk", "server-clock");
        assertThat(api.get("/api/servers/" + server).body().toString()).doesNotContain("PRIVATE");
    }

    @Test
    void anotherKeyOpensItFromNowOnAndOnceDeactivatedNothingIsDeployedToIt() throws IOException {
        var at = Workspace.over(api, machine.target());
        var server = at.server;
        var app = Apps.site("before");
        var resource = at.folderSite("rekeyed", app, 8_087);
        at.api.succeeded(at.api.deploy(resource));

        var unknown = machine.otherKey("not-let-in", "-t", "ed25519", "-N", "");
        machine.forgetOthers();
        var tooEarly = api.post("/api/servers/" + server + "/key", Map.of("privateKey", Files.readString(unknown)));
        assertThat(tooEarly.status()).as("%s", tooEarly.body()).isEqualTo(400);
        assertThat(tooEarly.body().toString()).contains("/privateKey", "authorized_keys");
        assertThat(test(server).path("reachable").asBoolean()).isTrue();

        var other = machine.otherKey("rsa-of-ours", "-t", "rsa", "-b", "3072", "-N", "open sesame");
        var changed = api.post(
                "/api/servers/" + server + "/key",
                Map.of("privateKey", Files.readString(other), "passphrase", "open sesame"));
        assertThat(changed.status()).as("%s", changed.body()).isEqualTo(204);
        assertThat(test(server).path("reachable").asBoolean()).isTrue();
        Apps.become(app, Apps.site("after"));
        var last = at.api.deploy(resource);
        at.api.succeeded(last);
        assertThat(new Site(machine.address(), 8_087).visit()).isEqualTo("after");
        machine.forgetOthers();
        assertThat(test(server).toString())
                .as("the key before it is destroyed, so nothing else opens it")
                .contains("server-login")
                .contains("\"reachable\":false");

        assertThat(api.send("DELETE", "/api/servers/" + server, null, Map.of()).status())
                .isEqualTo(204);
        assertThat(api.get("/api/servers/" + server).body().path("registered").asBoolean())
                .isFalse();
        var refused = api.post("/api/deployments", Map.of("resourceId", resource));
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("runtime-target-missing");
        var late = api.post("/api/servers/" + server + "/key", Map.of("privateKey", Files.readString(unknown)));
        assertThat(late.status()).as("%s", late.body()).isEqualTo(409);
        assertThat(test(server).toString()).contains("deactivated");
        assertThat(new Site(machine.address(), 8_087).visit()).isEqualTo("after");
        Apps.delete(app);
    }

    @Test
    void aPrivateImageIsPulledThereWithTheLoginThatASecretOfTheEnvironmentHolds() throws IOException {
        var at = Workspace.over(api, machine.target());
        try (var registry = new TinyRegistry(machine.ourAddress())) {
            registry.pushSite("app", "1", "private one");
            registry.lock("ada", "s3cret-of-the-registry");
            var resource = at.resource(
                    "private",
                    Workspace.image(registry.repository("app") + ":1"),
                    Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 8_088),
                    Workspace.httpHealth(),
                    Map.of("runtime", Map.of("registrySecret", "REGISTRIES")));
            logIn(at, registry, "an older password");
            var refused = at.api.ended(at.api.deploy(resource));
            assertThat(refused.path("failure").path("code").asString())
                    .as("%s", refused)
                    .isEqualTo("source-auth-failed");
            logIn(at, registry, "s3cret-of-the-registry");
            var deployed = at.api.succeeded(at.api.deploy(resource));
            assertThat(new Site(machine.address(), 8_088).visit()).isEqualTo("private one");
            assertThat(deployed.toString()).doesNotContain("s3cret-of-the-registry");
        }
    }

    private static void logIn(Workspace at, TinyRegistry registry, String password) {
        var logins = "{\"auths\": {\"%s\": {\"username\": \"ada\", \"password\": \"%s\"}}}"
                .formatted(registry.host(), password);
        var answer = api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/REGISTRIES",
                Map.of("value", logins, "secret", true),
                Map.of());
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 204);
    }

    private static JsonNode test(String server) {
        return api.post("/api/servers/" + server + "/test", null).body();
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.infrastructure.dns.NameServer;
import com.appaloft.infrastructure.proxy.caddy.AcmeAuthority;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Names that people bring: a real proxy, a real name server, and certificates by a real ACME exchange. */
class DomainJourneyIT {
    private static final String FIRST = "Verify generated access first, then inspect DNS/TLS.";

    static DockerForTests docker;
    static AcmeAuthority authority;
    static NameServer names;
    static InProcess controlPlane;
    static Workspace at;
    static Path folder;
    static int port;
    static int securePort;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("appaloft-domains");
        docker = new DockerForTests();
        authority = new AcmeAuthority(docker);
        // for all the authority knows, nocert.test leads nowhere
        names = new NameServer(List.of(
                "good.test/127.0.0.1", "later.test/127.0.0.1", "nocert.test/127.0.0.1", "wrong.test/192.0.2.7"));
        var roots = Files.writeString(folder.resolve("roots.pem"), authority.roots());
        var image = docker.newTag();
        docker.tag(docker.image(TestImages.caddy()), image);
        port = Site.freePort();
        securePort = Site.freePort();
        controlPlane = new InProcess(
                new FakeBackend(InProcess.KIND),
                "",
                List.of(
                        "appaloft.proxy-image=" + image,
                        "appaloft.proxy-ports=" + port + "," + securePort,
                        "appaloft.proxy-folder=" + folder,
                        "appaloft.dns-server=" + names.address(),
                        "appaloft.acme-directory=" + authority.directory(),
                        "appaloft.acme-roots=" + roots));
        at = new Workspace(controlPlane.api());
        at.api.post("/api/servers/" + at.server + "/proxy/bootstrap", null);
        authority.start("appaloft-proxy-" + at.server, List.of("good.test", "later.test"));
    }

    @AfterAll
    static void stop() throws Exception {
        var installation = controlPlane.bean(InstallationId.class).value();
        controlPlane.close();
        authority.close();
        names.close();
        try (var engine = new Engine()) {
            engine.removeAllOf(installation);
        }
        docker.close();
        Apps.delete(folder);
    }

    @Test
    void aDomainServesOverTlsAndNoneThatFailsBreaksAnother() {
        var app = Apps.site("version one");
        var resource = named("shop", app);
        add(resource, "good.test");
        assertWrong(verified(resource, "good.test"), "generated-access", "route-not-serving");
        at.api.succeeded(at.api.deploy(resource));
        assertThat(new Visitor("127.0.0.1", port, "good.test").visit()).isEqualTo("version one");
        assertWrong(status(resource, "good.test"), "certificate", "certificate-not-issued");

        var good = verified(resource, "good.test");
        assertThat(good.path("serving").asBoolean()).as("%s", good).isTrue();
        assertThat(good.path("verifiedAt").asString()).isNotEmpty();
        assertThat(secure("good.test")).isEqualTo("version one");
        assertThat(new Visitor("127.0.0.1", port, "good.test").read("/index.html"))
                .contains("308", "https://good.test/index.html");

        List.of("wrong.test", "missing.test", "nocert.test").forEach(name -> add(resource, name));
        assertWrong(verified(resource, "wrong.test"), "dns", "dns-not-pointing");
        assertWrong(verified(resource, "missing.test"), "dns", "dns-not-pointing");
        assertWrong(verified(resource, "nocert.test"), "certificate", "certificate-not-issued");
        assertThat(new Visitor("127.0.0.1", port, "nocert.test").visit())
                .as("nobody is led to TLS that there is not")
                .isEqualTo("version one");
        assertThat(secure("good.test")).isEqualTo("version one");
        var summary = at.api
                .get("/api/resources/" + resource + "/diagnostic-summary")
                .body()
                .path("checks");
        assertThat(check(summary, "generated-access").path("status").asString()).isEqualTo("passed");
        assertThat(check(summary, "domain good.test").path("status").asString()).isEqualTo("passed");
        assertThat(check(summary, "domain wrong.test").path("code").asString()).isEqualTo("dns-not-pointing");

        Apps.become(app, Apps.site("version two"));
        at.api.succeeded(at.api.deploy(resource));
        assertThat(secure("good.test")).isEqualTo("version two");
        add(resource, "later.test");
        assertThat(verified(resource, "later.test").path("serving").asBoolean()).isTrue();

        assertThat(remove(resource, "good.test").status()).isEqualTo(204);
        assertThat(secure("good.test")).startsWith("failed");
        assertThat(new Visitor("127.0.0.1", port, "good.test").visit()).startsWith("HTTP/1.1 404");
        assertThat(secure("later.test")).isEqualTo("version two");
        assertThat(at.api.get(domains(resource)).body().path("items").toString())
                .contains("later.test", "wrong.test")
                .doesNotContain("good.test");
        Apps.delete(app);
    }

    @Test
    void aDomainIsOneResourcesAndWhatIsNoneIsRefused() {
        var app = Apps.site("mine");
        var mine = named("mine", app);
        var other = named("other", app);
        add(mine, "mine.test");
        assertThat(at.api.post(domains(mine), Map.of("domain", "MINE.test.")).status())
                .isEqualTo(201);
        var taken = at.api.post(domains(other), Map.of("domain", "mine.test"));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("code")).isEqualTo("domain_taken");
        for (var bad : List.of("127.0.0.1", "*.mine.test", "other.production.localhost", "nothing", "a b.test")) {
            var refused = at.api.post(domains(mine), Map.of("domain", bad));
            assertThat(refused.status()).as(bad).isEqualTo(400);
            assertThat(refused.text("pointer")).isEqualTo("/domain");
        }
        assertThat(verify(other, "mine.test").status()).isEqualTo(404);
        assertThat(remove(other, "mine.test").status()).isEqualTo(404);
        assertThat(remove(mine, "mine.test").status()).isEqualTo(204);
        add(other, "mine.test");
        var direct = at.imageSite("direct", "domains/direct:v1", Site.freePort());
        assertThat(at.api.post(domains(direct), Map.of("domain", "direct.test")).text("detail"))
                .contains("exposure generated");
        Apps.delete(app);
    }

    private static void assertWrong(JsonNode status, String check, String code) {
        assertThat(status.path("serving").asBoolean()).isFalse();
        var wrong = check(status.path("checks"), check);
        assertThat(wrong.path("status").asString()).as("%s", status).isEqualTo("failed");
        assertThat(wrong.path("code").asString()).as("%s", status).isEqualTo(code);
        assertThat(wrong.path("advice").asString()).isNotEmpty();
        if (!code.equals("route-not-serving")) {
            assertThat(status.path("category").asString()).isEqualTo("custom-domain-failed");
            assertThat(status.path("firstAction").asString()).isEqualTo(FIRST);
        }
    }

    private static JsonNode check(JsonNode checks, String name) {
        return checks.valueStream()
                .filter(check -> check.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + checks));
    }

    private static void add(String resource, String domain) {
        var added = at.api.post(domains(resource), Map.of("domain", domain));
        assertThat(added.status()).as("%s", added.body()).isEqualTo(201);
    }

    private static JsonNode status(String resource, String domain) {
        return at.api.get(domains(resource) + "/" + domain).body();
    }

    private static Api.Answer verify(String resource, String domain) {
        return at.api.post(domains(resource) + "/" + domain + "/verify", null);
    }

    private static JsonNode verified(String resource, String domain) {
        return verify(resource, domain).body();
    }

    private static Api.Answer remove(String resource, String domain) {
        return at.api.send("DELETE", domains(resource) + "/" + domain, null, Map.of());
    }

    private static String domains(String resource) {
        return "/api/resources/" + resource + "/domains";
    }

    /** A visitor of its own: curl, which believes the authority's certificate and no other. */
    private static String secure(String host) {
        try {
            var curl = new ProcessBuilder(
                            "curl",
                            "--silent",
                            "--show-error",
                            "--fail",
                            "--max-time",
                            "10",
                            "--cacert",
                            folder.resolve("roots.pem").toString(),
                            "--resolve",
                            host + ":" + securePort + ":127.0.0.1",
                            "https://" + host + ":" + securePort + "/index.html")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return curl.waitFor() == 0 ? said : "failed: " + said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String named(String name, Path app) {
        return at.resource(
                name,
                Workspace.folder(app),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.source.git.GitForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compose file through all of the system: one attempt, one artifact, several services. */
class ComposeTest {
    private static final String SHOP = """
            services:
              web:
                image: shop/web:latest
                environment: {TOKEN: "${SHOP_TOKEN}", MODE: "${MODE:-live}"}
                depends_on: {db: {condition: service_healthy}}
              db:
                image: shop/db:latest
            """;

    static InProcess controlPlane;
    static Workspace at;
    static int names;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess();
        at = new Workspace(controlPlane.api(), InProcess.KIND);
        at.api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/SHOP_TOKEN",
                Map.of("value", "s3cret-of-the-shop", "secret", true),
                Map.of());
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @BeforeEach
    void shop() throws IOException {
        controlPlane.host().image("shop/web:latest", FakeImage.serving());
        controlPlane.host().image("shop/db:latest", FakeImage.saying(Health.HEALTHY));
        Files.writeString(folder.resolve("compose.yaml"), SHOP);
    }

    @Test
    void aBrokenServiceFailsWhileTheOldOnesServeAndARollbackBringsBothBackByContent() throws IOException {
        var resource = resource(Map.of());
        var first = at.api.succeeded(at.api.deploy(resource));
        assertThat(first.toString()).doesNotContain("s3cret");
        assertThat(first.path("artifact").path("kind").asString()).isEqualTo("compose");
        var services = first.path("artifact").path("services");
        assertThat(services.path("web").path("imageId").asString()).startsWith("sha256:");
        assertThat(services.path("db").path("imageId").asString()).startsWith("sha256:");
        var source = first.path("snapshot").path("source");
        assertThat(source.path("kind").asString()).isEqualTo("compose");
        assertThat(source.path("composeFile").asString()).isEqualTo("compose.yaml");
        assertThat(source.path("entry").asString()).isEqualTo("web");
        assertThat(source.path("services").path("db").asString())
                .isEqualTo(services.path("db").path("imageId").asString());

        controlPlane.host().image("shop/db:latest", FakeImage.exiting(9, "my tables are gone"));
        var broken = at.api.ended(at.api.deploy(resource));
        assertThat(broken.path("status").asString()).isEqualTo("failed");
        assertThat(broken.path("failure").path("code").asString()).isEqualTo("container-exited");
        assertThat(broken.path("failure").path("message").asString()).contains("db");
        assertThat(broken.path("failure").path("evidence").asString()).contains("my tables are gone");
        assertThat(running(resource)).extracting(w -> w.deployment().value()).containsExactly(id(first));

        controlPlane.host().image("shop/web:latest", FakeImage.serving());
        controlPlane.host().image("shop/db:latest", FakeImage.saying(Health.HEALTHY));
        var second = at.api.succeeded(at.api.deploy(resource));
        assertThat(second.path("artifact").path("digest").asString())
                .isNotEqualTo(first.path("artifact").path("digest").asString());
        Files.delete(folder.resolve("compose.yaml"));
        var readiness = at.api.readiness(id(second), "?verify=live");
        assertThat(Api.candidate(readiness, id(first)).path("rollbackReady").asBoolean())
                .as("%s", readiness)
                .isTrue();
        var rollback = at.rollback(id(second), id(first));
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        var back = at.api.succeeded(rollback.text("id"));
        assertThat(back.path("artifact").path("services")).isEqualTo(services);
        assertThat(back.path("artifact").path("id"))
                .isEqualTo(first.path("artifact").path("id"));
        assertThat(running(resource)).singleElement().satisfies(w -> {
            assertThat(w.deployment().value()).isEqualTo(id(back));
            assertThat(controlPlane.host().environmentOf(w.name()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("web.TOKEN", "s3cret-of-the-shop", "web.MODE", "live"));
        });
    }

    @Test
    void aCandidateThatLostOneImageIsNotReadyAndTheServiceIsNamed() {
        var resource = resource(Map.of());
        var first = at.api.succeeded(at.api.deploy(resource));
        controlPlane.host().image("shop/db:latest", FakeImage.saying(Health.HEALTHY));
        var second = at.api.succeeded(at.api.deploy(resource));
        controlPlane
                .host()
                .images()
                .remove(first.path("artifact")
                        .path("services")
                        .path("db")
                        .path("imageId")
                        .asString());
        var candidate = Api.candidate(at.api.readiness(id(second), "?verify=live"), id(first));
        assertThat(candidate.path("rollbackReady").asBoolean()).isFalse();
        assertThat(Api.codes(candidate.path("reasons"))).contains("runtime-artifact-missing");
        assertThat(candidate.path("artifact").path("missingServices").toString())
                .isEqualTo("[\"db\"]");
        var listed = at.api.get("/api/artifacts?resourceId=" + resource).body().path("items");
        assertThat(listed)
                .as("%s", listed)
                .hasSize(2)
                .anySatisfy(artifact ->
                        assertThat(artifact.path("missingServices").toString()).isEqualTo("[\"db\"]"));
        assertThat(at.rollback(id(second), id(first)).reasons()).contains("runtime-artifact-missing");
        assertThat(at.api
                        .get("/api/deployments/" + id(first) + "/diagnostic-summary")
                        .body()
                        .toString())
                .contains("of the service db");
    }

    @Test
    void whatIsNotObeyedIsNamedBeforeAndWhenItIsDeployed() throws IOException {
        Files.writeString(
                folder.resolve("compose.yaml"),
                SHOP + "    privileged: true\n    volumes: ['/etc:/etc']\nsecrets: {}\n");
        var resource = resource(Map.of());
        var failed = at.api.ended(at.api.deploy(resource));
        assertThat(failed.path("failure").path("code").asString()).isEqualTo("compose-invalid");
        assertThat(failed.path("failure").path("message").asString())
                .contains("services.db.privileged", "secrets", "services.db.volumes[0] mounts a folder");
        assertThat(probe(resource, source(Map.of("service", "db"))))
                .contains("compose-invalid", "services.db.privileged");
        Files.writeString(folder.resolve("compose.yaml"), SHOP);
        assertThat(probe(resource, source(Map.of("service", "db"))))
                .contains("compose.yaml was read: db, web; db serves.");
        controlPlane.host().images().remove(imageOf("shop/db:latest"));
        assertThat(probe(resource, source(Map.of("service", "db")))).contains("image-not-found");
    }

    @Test
    void aRepositorysFileIsReadByItsCommit() throws IOException {
        try (var git = new GitForTests(folder.resolve("shop.git"))) {
            git.file("deploy/stack.yml", SHOP).commit("main");
            var source = Map.of(
                    "kind",
                    "compose",
                    "locator",
                    git.address(),
                    "gitRef",
                    "main",
                    "file",
                    "deploy/stack.yml",
                    "service",
                    "web");
            var resource = at.resource("shop-" + names++, source, Map.of("exposure", "none"), Map.of("type", "none"));
            var done = at.api.succeeded(at.api.deploy(resource));
            assertThat(done.path("snapshot").path("source").path("composeFile").asString())
                    .isEqualTo("deploy/stack.yml");
            var shown = at.api.get("/api/resources/" + resource).body();
            assertThat(shown.path("profile").path("source").path("service").asString())
                    .isEqualTo("web");
            var other = new HashMap<>(source);
            other.put("service", "db");
            assertThat(at.relink(resource, source, other).status()).isEqualTo(200);
        }
    }

    @Test
    void aFieldThatDoesNotBelongIsNamed() {
        var wrong = Map.of(
                "projectId", at.project,
                "environmentId", at.environment,
                "serverId", at.server,
                "name", "wrong",
                "source", source(Map.of("file", "../compose.yaml")));
        assertThat(at.api.post("/api/resources", wrong).text("pointer")).isEqualTo("/source/file");
        var limited = new HashMap<String, Object>(wrong);
        limited.put("source", source(Map.of()));
        limited.put("runtime", Map.of("strategy", "compose", "memoryMb", 64));
        assertThat(at.api.post("/api/resources", limited).text("pointer")).isEqualTo("/runtime");
    }

    private String imageOf(String tag) {
        return controlPlane
                .host()
                .resolve(null, tag, false, com.appaloft.application.port.Operation.quiet())
                .imageId();
    }

    private String probe(String resource, Map<String, ?> target) {
        return at.api
                .post(
                        "/api/resources/" + resource + "/source/relink",
                        Map.of(
                                "expectedCurrentSource",
                                source(Map.of()),
                                "newSource",
                                target,
                                "expectedEnvironmentId",
                                at.environment,
                                "confirm",
                                resource,
                                "dryRun",
                                true))
                .body()
                .toString();
    }

    private Map<String, Object> source(Map<String, String> more) {
        var source =
                new HashMap<String, Object>(Map.of("kind", "compose", "locator", folder.toString(), "service", "web"));
        source.putAll(more);
        return source;
    }

    private String resource(Map<String, String> more) {
        return at.resource("shop-" + names++, source(more), Map.of("exposure", "none"), Map.of("type", "none"));
    }

    private static String id(tools.jackson.databind.JsonNode deployment) {
        return deployment.path("id").asString();
    }

    private static List<Workload> running(String resource) {
        return controlPlane.host().workloads(null, (SlotId) null).stream()
                .filter(w -> w.running() && w.resource().value().equals(resource))
                .toList();
    }
}

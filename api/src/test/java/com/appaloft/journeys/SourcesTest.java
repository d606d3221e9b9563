package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.source.git.GitForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each attempt reads of a source that moves on. */
class SourcesTest {
    static InProcess controlPlane;
    static Workspace at;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess();
        at = new Workspace(controlPlane.api(), InProcess.KIND);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void aRetryRunsThePinnedCommitAndARedeployTheOneTheBranchNamesNow() throws IOException {
        try (var git = new GitForTests(folder.resolve("app.git"))) {
            var first = git.file("Dockerfile", "FROM scratch").commit("main");
            var resource = resource(
                    "repository", Map.of("kind", "git-repository", "locator", git.address(), "gitRef", "main"));
            controlPlane.host().script().failNext(Step.BUILD, FailureCode.BUILD_FAILED);
            var failed = at.api.deploy(resource);
            assertThat(at.api.ended(failed).path("failure").path("code").asString())
                    .isEqualTo("build-failed");
            var second = git.file("Dockerfile", "FROM scratch\nCMD x").commit("main");
            loseArchives();
            var retried = at.api.accepted("/api/deployments/" + failed + "/retry", null);
            var source = at.api.succeeded(retried).path("snapshot").path("source");
            assertThat(source.path("identity").asString()).isEqualTo(first);
            assertThat(source.path("gitRef").asString()).isEqualTo("main");
            var now = at.api.accepted("/api/resources/" + resource + "/redeploy", null);
            assertThat(at.api
                            .succeeded(now)
                            .path("snapshot")
                            .path("source")
                            .path("identity")
                            .asString())
                    .isEqualTo(second);
        }
    }

    @Test
    void aSecretThatOpensTheSourceMustBeThereAndIsNeverShown() throws IOException {
        var name = "source-secret";
        var resource = resource(
                name,
                Map.of(
                        "kind", "git-repository",
                        "locator", "http://127.0.0.1:" + Site.freePort() + "/a.git",
                        "credentialsSecret", "GIT_TOKEN"));
        var without = at.api.ended(at.api.deploy(resource));
        assertThat(without.path("failure").path("code").asString()).isEqualTo("environment-incomplete");
        at.api.send(
                "PUT",
                "/api/environments/" + at.environment + "/variables/GIT_TOKEN",
                Map.of("value", "s3cret-token", "secret", true),
                Map.of());
        var attempt = at.api.deploy(resource);
        var ended = at.api.ended(attempt);
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("source-unreachable");
        assertThat(ended.path("failure").path("retriable").asBoolean()).isTrue();
        assertThat(ended.toString()).doesNotContain("s3cret-token");
    }

    @Test
    void aStaticSiteIsServedByTheServerOfTheInstallation() throws IOException {
        controlPlane.host().image("caddy:2", FakeImage.serving());
        Files.createDirectories(folder.resolve("site/dist"));
        Files.writeString(folder.resolve("site/dist/index.html"), "hello");
        Files.writeString(folder.resolve("site/private"), "not published");
        var resource = resource(
                "site",
                Map.of(
                        "kind",
                        "static-site",
                        "locator",
                        folder.resolve("site").toString(),
                        "publishDirectory",
                        "dist"));
        var snapshot = at.api.succeeded(at.api.deploy(resource)).path("snapshot");
        assertThat(snapshot.path("runtime").path("strategy").asString()).isEqualTo("static");
        assertThat(snapshot.path("source").path("kind").asString()).isEqualTo("static-site");
        assertThat(snapshot.path("source").path("files").asInt()).isEqualTo(1);
        assertThat(snapshot.path("source").path("serverImage").asString()).startsWith("sha256:");
    }

    private static String resource(String name, Map<String, ?> source) {
        return at.resource(name, source, Map.of("exposure", "none"), Map.of("type", "none"));
    }

    private static void loseArchives() throws IOException {
        try (var files = Files.walk(controlPlane.data().resolve("archives"))) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.delete(file);
            }
        }
    }
}

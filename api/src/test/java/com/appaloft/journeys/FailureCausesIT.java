package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real causes of failure on the real engine: each ends in its own code and category, with the page's first action. */
class FailureCausesIT {
    private static final String INSPECT_HEALTH = "Inspect logs and health profile.";
    private static final String FIX_PROFILE = "Fix resource profile and redeploy.";
    private static final String CHECK_SERVER = "Run connectivity checks and inspect server diagnostics.";

    static ControlPlaneProcess controlPlane;
    static Workspace at;

    @TempDir
    Path folder;

    /**
     * @param dockerfile after the base; absent leaves the Dockerfile out
     * @param told what the message or the evidence must say
     */
    record Cause(
            String name,
            @Nullable String dockerfile,
            @Nullable Integer memoryMb,
            String path,
            String code,
            String category,
            String advice,
            String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Cause> causes() {
        return Stream.of(
                new Cause(
                        "no Dockerfile",
                        null,
                        null,
                        "/",
                        "dockerfile-missing",
                        "profile-mismatch",
                        FIX_PROFILE,
                        "Dockerfile"),
                new Cause(
                        "a build that fails",
                        "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo cannot-compile; exit 7\"]\n",
                        null,
                        "/",
                        "build-failed",
                        "execution-failed",
                        CHECK_SERVER,
                        "cannot-compile"),
                new Cause(
                        "too little memory",
                        // an engine that hears of the end before it hears of the kernel's reason never says it
                        "CMD [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox tail /dev/zero; /bin/busybox sleep 1; exit 137\"]\n",
                        16,
                        "/",
                        "out-of-memory",
                        "execution-failed",
                        CHECK_SERVER,
                        "memory"),
                new Cause(
                        "a wrong port",
                        serving(9999),
                        null,
                        "/",
                        "health-timeout",
                        "health-check-failed",
                        INSPECT_HEALTH,
                        ""),
                new Cause(
                        "a health path that answers 500",
                        serving(8080),
                        null,
                        "/cgi-bin/broken",
                        "health-status-unexpected",
                        "health-check-failed",
                        INSPECT_HEALTH,
                        "500"));
    }

    @BeforeAll
    static void start() {
        controlPlane = new ControlPlaneProcess();
        at = new Workspace(controlPlane.api());
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aRealCauseEndsInItsCodeAndThePagesFirstAction(Cause cause) throws IOException {
        var resource = resource(cause);
        var ended = at.api.ended(at.api.deploy(resource));
        var failure = ended.path("failure");
        assertThat(failure.path("code").asString()).as("%s", ended).isEqualTo(cause.code());
        assertThat(failure.path("category").asString()).isEqualTo(cause.category());
        assertThat(failure.path("advice").asString()).isEqualTo(cause.advice());
        assertThat(failure.path("message").asString() + failure.path("evidence").asString(""))
                .contains(cause.told());
        var summary =
                at.api.get("/api/resources/" + resource + "/diagnostic-summary").body();
        assertThat(summary.path("firstAction").asString()).isEqualTo(cause.advice());
        assertThat(summary.path("failure").path("code").asString()).isEqualTo(cause.code());
    }

    @Test
    void aServiceThatNeverBecomesHealthyIsNamed() throws IOException {
        var app = Apps.site("db");
        Files.writeString(app.resolve("compose.yaml"), """
                services:
                  web: {build: ., depends_on: {db: {condition: service_healthy}}}
                  db:
                    build: .
                    healthcheck: {test: [CMD, /bin/busybox, "false"], interval: 200ms, timeout: 1s, retries: 2}
                """);
        var resource = at.resource(
                "unhealthy",
                Map.of("kind", "compose", "locator", app.toString(), "service", "web"),
                Map.of("exposure", "none"),
                Map.of("type", "none"));
        var failure = at.api.ended(at.api.deploy(resource)).path("failure");
        assertThat(failure.path("code").asString()).as("%s", failure).isEqualTo("health-timeout");
        assertThat(failure.path("advice").asString()).isEqualTo(INSPECT_HEALTH);
        assertThat(failure.path("message").asString()).contains("db", "unhealthy");
        Apps.delete(app);
    }

    private String resource(Cause cause) throws IOException {
        Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        var script = Files.createDirectories(folder.resolve("www/cgi-bin")).resolve("broken");
        Files.writeString(script, "#!/bin/busybox sh\nprintf 'Status: 500 Broken\\r\\n\\r\\nbroken'\n");
        script.toFile().setExecutable(true, false);
        if (cause.dockerfile() != null) {
            Files.writeString(
                    folder.resolve("Dockerfile"),
                    "FROM scratch\nCOPY busybox /bin/busybox\nCOPY www /www\nSTOPSIGNAL SIGKILL\n"
                            + cause.dockerfile());
        }
        var body = new HashMap<String, Object>();
        body.put("projectId", at.project);
        body.put("environmentId", at.environment);
        body.put("serverId", at.server);
        body.put("name", "cause");
        body.put("source", Workspace.folder(folder));
        if (cause.memoryMb() != null) {
            body.put("runtime", Map.of("memoryMb", cause.memoryMb()));
        }
        body.put("network", Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", Site.freePort()));
        body.put(
                "health",
                Map.of(
                        "type", "http",
                        "path", cause.path(),
                        "intervalSeconds", 1,
                        "timeoutSeconds", 1,
                        "retries", 2,
                        "startPeriodSeconds", 1));
        return at.api.created("/api/resources", body);
    }

    private static String serving(int port) {
        return "CMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"" + port + "\", \"-h\", \"/www\"]\n";
    }
}

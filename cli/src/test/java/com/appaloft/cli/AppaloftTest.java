package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.cli.http.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppaloftTest {
    private static final String ATTEMPT = "{\"id\":\"dep_1\",\"status\":\"%s\",\"trigger\":\"create\","
            + "\"resourceId\":\"res_1\",\"createdAt\":\"2026-01-01T10:00:00.000Z\","
            + "\"startedAt\":\"2026-01-01T10:00:00.000Z\",\"finishedAt\":\"2026-01-01T10:00:04.200Z\"%s}";
    private static final String FAILURE = ",\"failure\":{\"phase\":\"verify\",\"category\":\"health-check-failed\","
            + "\"code\":\"container-exited\",\"message\":\"The process exited with 1.\",\"advice\":\"Inspect logs.\","
            + "\"evidence\":\"no settings\\u001b[2J\"}";

    @TempDir
    Path data;

    private ControlPlaneStub controlPlane;
    private Typed typed;

    @BeforeEach
    void start() throws IOException {
        controlPlane = new ControlPlaneStub();
        typed = new Typed(controlPlane, data);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    @Test
    void jsonIsPrintedUnchanged() {
        var json = "{ \"items\" : [ {\"id\":\"dep_1\",\"createdAt\":\"2026-01-01T10:00:00.000Z\",\"new\":1.10} ] }";
        controlPlane.answers("GET /api/deployments", 200, json);

        assertThat(typed.appaloft("deployments", "list", "--json")).isZero();
        assertThat(typed.out()).isEqualTo(json + System.lineSeparator());
    }

    @Test
    void aListIsATableInTheReadersZone() {
        controlPlane.answers("GET /api/deployments", 200, "{\"items\":[" + ATTEMPT.formatted("failed", FAILURE) + "]}");

        assertThat(typed.appaloft("deployments", "list", "--status", "failed")).isZero();
        assertThat(typed.out().lines())
                .containsExactly(
                        "ID     STATUS  TRIGGER  RESOURCE  CREATED              TOOK   FAILURE",
                        "dep_1  failed  create   res_1     2026-01-01 11:00:00  4.2 s  container-exited");
        assertThat(controlPlane.lastAsked().path()).isEqualTo("/api/deployments?status=failed");
        assertThat(controlPlane.lastAsked().header("Authorization")).isEqualTo("Bearer sesame");
    }

    @Test
    void whatTheServerSaysCannotControlTheTerminal() {
        controlPlane.answers("GET /api/deployments/dep_1", 200, ATTEMPT.formatted("failed", FAILURE));

        assertThat(typed.appaloft("deployments", "show", "dep_1")).isZero();
        assertThat(typed.out()).contains("| no settings[2J").doesNotContain("\u001b");
    }

    @Test
    void withJsonAProblemGoesToStandardErrorAsItCame() {
        var problem = "{\"code\":\"not_found\",\"detail\":\"There is no deployment dep_9.\"}";
        controlPlane.answers("GET /api/deployments/dep_9", 404, problem);

        assertThat(typed.appaloft("deployments", "show", "dep_9", "--json")).isEqualTo(4);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().strip()).isEqualTo(problem);
    }

    @Test
    void anUnknownIdExitsWith4() {
        assertThat(typed.appaloft("resources", "show", "../servers")).isEqualTo(4);
        assertThat(controlPlane.lastAsked().path()).isEqualTo("/api/resources/%2E%2E%2Fservers");
        assertThat(typed.err()).contains("There is nothing here.");
    }

    @Test
    void anUnreachableServerExitsWith5AndOneSentence() throws IOException {
        typed.environment().put("APPALOFT_URL", "http://127.0.0.1:" + closedPort());

        assertThat(typed.appaloft("deployments", "timeline", "dep_1", "--follow"))
                .isEqualTo(5);
        assertThat(typed.err().lines())
                .singleElement()
                .asString()
                .contains("does not answer; start it with `appaloft serve`");
    }

    @Test
    void wrongUsageExitsWith2WithoutAskingTheServer() {
        assertThat(typed.appaloft("deployments", "rollback", "dep_1")).isEqualTo(2);
        assertThat(typed.err()).contains("--candidate");
        assertThat(typed.appaloft("nonsense")).isEqualTo(2);
        assertThat(typed.appaloft("resources", "configure")).isEqualTo(2);
        assertThat(controlPlane.asked()).isEmpty();
    }

    @Test
    void aRefusedTokenSaysWhatToSet() {
        controlPlane.answers("GET /api/projects", 401, "{\"code\":\"unauthenticated\"}");

        assertThat(typed.appaloft("projects", "list")).isEqualTo(1);
        assertThat(typed.err()).contains("APPALOFT_TOKEN").doesNotContain("sesame");
    }

    @Test
    void theLocalTokenFileIsNotSentToAnotherMachine() throws IOException {
        Files.writeString(data.resolve("admin-token"), "local-secret\n");
        typed.environment().remove("APPALOFT_TOKEN");
        controlPlane.answers("GET /api/projects", 200, "{\"items\":[]}");

        assertThat(typed.appaloft("projects", "list")).isZero();
        assertThat(controlPlane.lastAsked().header("Authorization")).isEqualTo("Bearer local-secret");
        var elsewhere = Connection.from(
                Map.of("APPALOFT_URL", "https://deploy.example.com", "APPALOFT_DATA_DIR", data.toString()));
        assertThat(elsewhere.token()).isEmpty();
    }

    @Test
    void theLocalServerIsFoundWhereItSaysItServes() throws IOException {
        Files.writeString(data.resolve("server.json"), "{\"url\":\"" + controlPlane.url() + "\"}");
        typed.environment().remove("APPALOFT_URL");
        controlPlane.answers(
                "GET /api/version", 200, "{\"name\":\"appaloft\",\"version\":\"0.1.0\",\"apiVersion\":\"v1\"}");

        assertThat(typed.appaloft("version")).isZero();
        assertThat(typed.out().strip()).isEqualTo("appaloft 0.1.0, API v1");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

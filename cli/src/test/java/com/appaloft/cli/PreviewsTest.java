package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    private static final String CLEANED =
            "{\"id\":\"pvw_1\",\"status\":\"cleaned\",\"steps\":[{\"step\":\"stop-workload\","
                    + "\"status\":\"done\",\"detail\":\"Removed it.\\u001b[2J\"}]}";

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
    void aDeploymentNamesThePreviewItsSourceAndItsTimeToLive() {
        controlPlane.answers("POST /api/previews", 202, "{\"id\":\"pvw_1\",\"deploymentId\":\"dep_1\"}");

        assertThat(preview("deploy", "--source", "docker-image:shop:pr-42", "--ttl", "3600"))
                .isZero();
        assertThat(controlPlane.lastAsked().body())
                .isEqualTo("{\"resourceId\":\"res_1\",\"type\":\"pull-request\",\"previewId\":\"42\","
                        + "\"source\":{\"kind\":\"docker-image\",\"locator\":\"shop:pr-42\"},\"ttlSeconds\":3600}");
        assertThat(controlPlane.lastAsked().header("Idempotency-Key")).isNotEmpty();
        assertThat(typed.out()).contains("pull-request 42 accepted", "dep_1");
    }

    @Test
    void aCleanupThatGoesOnIsWaitedForAndTold() {
        controlPlane
                .answers("POST /api/previews/cleanup", 202, "{\"id\":\"pvw_1\",\"status\":\"cleaning\",\"steps\":[]}")
                .answers("POST /api/previews/cleanup", 200, CLEANED);

        assertThat(preview("cleanup")).isZero();
        assertThat(controlPlane.asked()).hasSize(2);
        assertThat(typed.out())
                .contains("stop-workload", "Removed it.", "is cleaned up")
                .doesNotContain("\u001b[2J");
    }

    @Test
    void jsonIsTheLastAnswerUnchanged() {
        controlPlane.answers("POST /api/previews/cleanup", 200, CLEANED);

        assertThat(preview("cleanup", "--json")).isZero();
        assertThat(typed.out()).isEqualTo(CLEANED + System.lineSeparator());
    }

    @Test
    void aFailedStageExitsWith1AndOneThatNeverWasWith4() {
        controlPlane
                .answers(
                        "POST /api/previews/cleanup",
                        503,
                        "{\"code\":\"preview_cleanup_failed\",\"category\":\"unavailable\","
                                + "\"detail\":\"The stage stop-workload of the cleanup failed.\"}")
                .answers(
                        "POST /api/previews/cleanup",
                        404,
                        "{\"code\":\"preview_not_found\",\"category\":\"not-found\",\"detail\":\"There never was.\"}");

        assertThat(preview("cleanup")).isEqualTo(1);
        assertThat(typed.err()).contains("stop-workload");
        assertThat(preview("cleanup")).isEqualTo(4);
    }

    @Test
    void aListIsATable() {
        controlPlane.answers(
                "GET /api/previews",
                200,
                "{\"items\":[{\"id\":\"pvw_1\",\"type\":\"branch\",\"previewId\":\"cart\",\"status\":\"active\","
                        + "\"resourceId\":\"res_1\",\"accessUrl\":\"http://127.0.0.1:31000\","
                        + "\"expiresAt\":\"2026-01-01T10:00:00.000Z\",\"lastDeploymentId\":\"dep_1\"}]}");

        assertThat(typed.appaloft("preview", "list", "--resource", "res_1", "--status", "active"))
                .isZero();
        assertThat(controlPlane.lastAsked().path()).isEqualTo("/api/previews?resourceId=res_1&status=active");
        assertThat(typed.out().lines().toList().get(1))
                .isEqualTo("branch  cart  active  res_1     http://127.0.0.1:31000  2026-01-01 11:00:00  dep_1");
    }

    private int preview(String command, String... more) {
        var all = new String[more.length + 8];
        var head = new String[] {
            "preview", command, "--resource", "res_1", "--preview", "pull-request", "--preview-id", "42"
        };
        System.arraycopy(head, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        return typed.appaloft(all);
    }
}

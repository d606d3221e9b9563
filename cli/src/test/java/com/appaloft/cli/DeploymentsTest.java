package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentsTest {
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
    void refusalByReadinessExitsWith3AndPrintsReasonsAndNextActions() {
        controlPlane.answers(
                "POST /api/deployments/dep_1/retry",
                409,
                "{\"code\":\"deployment_not_retryable\",\"detail\":\"The attempt may not be retried.\","
                        + "\"reasons\":[{\"code\":\"resource-runtime-busy\",\"recommendation\":\"Wait for it.\","
                        + "\"relatedDeploymentId\":\"dep_2\"}],"
                        + "\"nextActions\":[{\"label\":\"See it\",\"cli\":\"appaloft deployments show dep_2\"}]}");

        assertThat(typed.appaloft("deployments", "retry", "dep_1")).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines())
                .containsExactly(
                        "The attempt may not be retried. [deployment_not_retryable]",
                        "  - resource-runtime-busy (dep_2): Wait for it.",
                        "  → See it: appaloft deployments show dep_2");
    }

    @Test
    void aConfirmationThatDoesNotMatchExitsWith2() {
        controlPlane.answers(
                "POST /api/deployments/dep_1/cancel",
                400,
                "{\"code\":\"confirmation_mismatch\",\"detail\":\"The confirmation does not match.\",\"reasons\":[]}");

        assertThat(typed.appaloft("deployments", "cancel", "dep_1", "--confirm", "dep_2"))
                .isEqualTo(2);
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"confirm\":\"dep_2\"}");
        assertThat(typed.err()).contains("The confirmation does not match.");
    }

    @Test
    void rollbackSendsTheCandidateTheMarkerAndAKey() {
        controlPlane.answers("POST /api/deployments/dep_1/rollback", 202, "{\"id\":\"dep_3\"}");

        assertThat(typed.appaloft(
                        "deployments", "rollback", "dep_1", "--candidate", "dep_2", "--readiness-state-version", "v7"))
                .isZero();
        var asked = controlPlane.lastAsked();
        assertThat(asked.body()).isEqualTo("{\"rollbackCandidateDeploymentId\":\"dep_2\"}");
        assertThat(asked.header("If-match")).isEqualTo("\"v7\"");
        assertThat(asked.header("Idempotency-key")).isNotBlank();
        assertThat(typed.out()).contains("dep_3 accepted");
    }

    @Test
    void aCommandWhoseConnectionBreaksIsSentAgainWithTheSameKey() {
        controlPlane.answers("POST /api/resources/res_1/redeploy", 202, "{\"id\":\"dep_3\"}");
        controlPlane.drops(1);

        assertThat(typed.appaloft("deployments", "redeploy", "res_1")).isZero();
        assertThat(controlPlane.asked()).hasSize(2);
        assertThat(controlPlane.asked().stream()
                        .map(asked -> asked.header("Idempotency-key"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void followingPrintsPhasesAndExitsWithTheOutcome() {
        controlPlane
                .answers("POST /api/deployments", 202, "{\"id\":\"dep_1\"}")
                .answers(
                        "GET /api/deployments/dep_1/timeline",
                        200,
                        page("c1", event("phase-started", "\"phase\":\"verify\"")))
                .answers(
                        "GET /api/deployments/dep_1/timeline",
                        200,
                        page(
                                "c2",
                                event(
                                                "phase-finished",
                                                "\"phase\":\"verify\",\"outcome\":\"failed\",\"durationMs\":4200")
                                        + "," + event("failed", "\"summary\":\"The process exited with 1.\"")))
                .answers("GET /api/deployments/dep_1", 200, ATTEMPT.formatted("failed", FAILURE));

        assertThat(typed.appaloft("deployments", "create", "res_1", "--follow")).isEqualTo(1);
        assertThat(typed.out().lines())
                .containsSubsequence(
                        "Deployment dep_1 accepted.",
                        "11:00:00  … verify",
                        "11:00:00  ✗ verify  4.2 s",
                        "11:00:00  ✗ The process exited with 1.",
                        "failed in verify: health-check-failed / container-exited",
                        "  → Inspect logs.",
                        "dep_1 failed.");
        assertThat(controlPlane.asked()).anyMatch(asked -> asked.path().contains("after=c1"));
    }

    @Test
    void followingWithJsonKeepsStandardOutputToOneDocument() {
        var attempt = ATTEMPT.formatted("succeeded", "");
        controlPlane
                .answers("POST /api/deployments", 202, "{\"id\":\"dep_1\"}")
                .answers(
                        "GET /api/deployments/dep_1/timeline",
                        200,
                        page("c1", event("succeeded", "\"summary\":\"up\"")))
                .answers("GET /api/deployments/dep_1", 200, attempt);

        assertThat(typed.appaloft("deployments", "create", "res_1", "--follow", "--json"))
                .isZero();
        assertThat(typed.out().strip()).isEqualTo(attempt);
        assertThat(typed.err()).contains("✓ up");
    }

    @Test
    void archiveSaysThatNothingWasDeleted() {
        controlPlane.answers(
                "POST /api/deployments/dep_1/archive",
                200,
                "{\"id\":\"dep_1\",\"archivedAt\":\"2026-01-01T10:00:00.000Z\"}");

        assertThat(typed.appaloft("deployments", "archive", "dep_1", "--confirm", "dep_1"))
                .isZero();
        assertThat(typed.out()).contains("dep_1 is archived").contains("nothing was deleted");
    }

    @Test
    void pruneIsADryRunUnlessToldOtherwise() {
        controlPlane.answers(
                "POST /api/deployments/prune",
                200,
                "{\"dryRun\":true,\"matchedCount\":2,\"prunedCount\":1,\"guardedCount\":1,"
                        + "\"affectedDeploymentIds\":[\"dep_1\"],"
                        + "\"guarded\":[{\"deploymentId\":\"dep_2\",\"guards\":[\"serving-now\"]}],"
                        + "\"recoverability\":[{\"resourceId\":\"res_1\",\"candidatesBefore\":2,\"candidatesAfter\":1}]}");

        assertThat(typed.appaloft("deployments", "prune", "--before", "2026-01-01T10:00:00Z"))
                .isZero();
        assertThat(typed.out())
                .contains("Dry run, nothing was deleted: 2 matched, 1 would be pruned, 1 guarded.")
                .contains("dep_2", "serving-now", "2 before, 1 after", "--no-dry-run");
        typed.appaloft("deployments", "prune", "--before", "2026-01-01T10:00:00Z", "--no-dry-run");
        typed.appaloft("deployments", "prune", "--before", "2026-01-01T10:00:00Z", "--dry-run=false");
        assertThat(controlPlane.asked())
                .extracting(asked -> asked.body().contains("\"dryRun\":true"))
                .containsExactly(true, false, false);
    }

    private static String page(String cursor, String events) {
        return "{\"items\":[" + events + "],\"nextCursor\":\"" + cursor + "\",\"terminal\":false}";
    }

    private static String event(String name, String fields) {
        return "{\"at\":\"2026-01-01T10:00:00.000Z\",\"event\":\"deployment." + name + "\"," + fields + "}";
    }
}

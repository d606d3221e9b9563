package com.appaloft.api;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A command that does not fit what is so is refused, and nothing is changed. */
class StrictCommandsTest {
    private static final Door door = Door.open();
    private static final String NOBODY = "dep_01zzzzzzzzzzzzzzzzzzzzzzzz";

    @TestFactory
    Stream<DynamicTest> commands() {
        var retry = "/api/deployments/" + door.succeeded + "/retry";
        var rollback = "/api/deployments/" + door.succeeded + "/rollback";
        var redeploy = "/api/resources/" + door.resource + "/redeploy";
        var cancel = "/api/deployments/" + door.succeeded + "/cancel";
        return BadRequest.tests(
                door,
                List.of(
                        new BadRequest(
                                "unquoted If-Match",
                                "POST",
                                redeploy,
                                null,
                                400,
                                "validation_error",
                                null,
                                "If-Match",
                                "abc"),
                        new BadRequest(
                                "weak If-Match",
                                "POST",
                                redeploy,
                                null,
                                400,
                                "validation_error",
                                null,
                                "If-Match",
                                "W/\"abc\""),
                        new BadRequest(
                                "stale If-Match",
                                "POST",
                                redeploy,
                                null,
                                412,
                                "deployment_recovery_state_stale",
                                null,
                                "If-Match",
                                "\"abc\""),
                        new BadRequest(
                                "stale If-Match of a first deployment",
                                "POST",
                                "/api/deployments",
                                "{\"resourceId\":\"" + door.resource + "\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null,
                                "If-Match",
                                "\"abc\""),
                        new BadRequest(
                                "stale If-Match of a cancel",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded + "\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null,
                                "If-Match",
                                "\"abc\""),
                        new BadRequest(
                                "marker zzz",
                                "POST",
                                redeploy,
                                "{\"readinessStateVersion\":\"zzz\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null),
                        new BadRequest(
                                "two markers",
                                "POST",
                                redeploy,
                                "{\"readinessStateVersion\":\"zzz\"}",
                                400,
                                "validation_error",
                                "/readinessStateVersion",
                                "If-Match",
                                "\"abc\""),
                        new BadRequest(
                                "no instant",
                                "POST",
                                redeploy,
                                "{\"readinessGeneratedAt\":\"zzz\"}",
                                400,
                                "validation_error",
                                "/readinessGeneratedAt"),
                        new BadRequest(
                                "old instant",
                                "POST",
                                redeploy,
                                "{\"readinessGeneratedAt\":\"2001-01-01T00:00:00.000Z\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null),
                        new BadRequest(
                                "instant in the future",
                                "POST",
                                redeploy,
                                "{\"readinessGeneratedAt\":\"9999-12-31T23:59:59.999Z\"}",
                                400,
                                "validation_error",
                                "/readinessGeneratedAt"),
                        new BadRequest(
                                "cancel on another version",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded + "\",\"readinessStateVersion\":\"zzz\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null),
                        new BadRequest(
                                "cancel on an old instant",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded
                                        + "\",\"readinessGeneratedAt\":\"2001-01-01T00:00:00.000Z\"}",
                                412,
                                "deployment_recovery_state_stale",
                                null),
                        new BadRequest(
                                "cancel on an instant in the future",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded
                                        + "\",\"readinessGeneratedAt\":\"9999-12-31T23:59:59.999Z\"}",
                                400,
                                "validation_error",
                                "/readinessGeneratedAt"),
                        new BadRequest(
                                "empty key",
                                "POST",
                                redeploy,
                                null,
                                400,
                                "validation_error",
                                null,
                                "Idempotency-Key",
                                ""),
                        new BadRequest(
                                "long key",
                                "POST",
                                redeploy,
                                null,
                                400,
                                "validation_error",
                                null,
                                "Idempotency-Key",
                                "k".repeat(201)),
                        new BadRequest(
                                "another attempt in the body",
                                "POST",
                                retry,
                                "{\"deploymentId\":\"" + NOBODY + "\"}",
                                409,
                                "resource_context_mismatch",
                                "/deploymentId"),
                        new BadRequest(
                                "another resource in the body",
                                "POST",
                                redeploy,
                                "{\"resourceId\":\"" + door.other + "\"}",
                                409,
                                "resource_context_mismatch",
                                "/resourceId"),
                        new BadRequest(
                                "retry believed of another resource",
                                "POST",
                                retry,
                                "{\"resourceId\":\"" + door.other + "\"}",
                                409,
                                "resource_context_mismatch",
                                null),
                        new BadRequest(
                                "cancel believed of another resource",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded + "\",\"resourceId\":\"" + door.other + "\"}",
                                409,
                                "resource_context_mismatch",
                                null),
                        new BadRequest(
                                "redeploy decided on another's attempt",
                                "POST",
                                "/api/resources/" + door.other + "/redeploy",
                                "{\"deploymentId\":\"" + door.succeeded + "\"}",
                                409,
                                "resource_context_mismatch",
                                "/deploymentId"),
                        new BadRequest(
                                "readiness believed of another resource",
                                "GET",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?resourceId=" + door.other,
                                null,
                                409,
                                "resource_context_mismatch",
                                null),
                        new BadRequest(
                                "retry of a success", "POST", retry, null, 409, "deployment_not_retryable", null),
                        new BadRequest(
                                "rollback to nobody",
                                "POST",
                                rollback,
                                "{\"rollbackCandidateDeploymentId\":\"" + NOBODY + "\"}",
                                404,
                                "deployment_rollback_candidate_not_found",
                                null),
                        new BadRequest(
                                "rollback without a candidate",
                                "POST",
                                rollback,
                                "{}",
                                400,
                                "validation_error",
                                "/rollbackCandidateDeploymentId"),
                        new BadRequest("cancel unconfirmed", "POST", cancel, "{}", 400, "validation_error", "/confirm"),
                        new BadRequest(
                                "cancel confirmed wrongly",
                                "POST",
                                cancel,
                                "{\"confirm\":\"yes\"}",
                                400,
                                "confirmation_mismatch",
                                "/confirm"),
                        new BadRequest(
                                "cancel of an ended attempt",
                                "POST",
                                cancel,
                                "{\"confirm\":\"" + door.succeeded + "\"}",
                                409,
                                "deployment_cancel_not_allowed",
                                null),
                        new BadRequest(
                                "variable with a bad name",
                                "PUT",
                                "/api/environments/" + door.environment + "/variables/1A",
                                "{\"value\":\"x\"}",
                                400,
                                "validation_error",
                                null),
                        new BadRequest(
                                "relink on a wrong belief",
                                "POST",
                                "/api/resources/" + door.resource + "/source/relink",
                                relink("door:v9"),
                                409,
                                "source_relink_conflict",
                                null)));
    }

    private static String relink(String believed) {
        return "{\"expectedCurrentSource\":{\"kind\":\"docker-image\",\"locator\":\"" + believed
                + "\"},\"newSource\":{\"kind\":\"docker-image\",\"locator\":\"door:v2\"},\"expectedEnvironmentId\":\""
                + door.environment + "\",\"confirm\":\"" + door.resource + "\"}";
    }
}

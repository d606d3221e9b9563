package com.appaloft.domain.shared;

import java.util.Arrays;
import java.util.Optional;

/** Every error a client can meet. The wire code is API: never renamed; {@code docs/problems/<code>.md} explains each. */
public enum ProblemCode {
    DEPLOYMENT_NOT_RETRYABLE("deployment_not_retryable", Kind.CONFLICT, "The attempt may not be retried"),
    DEPLOYMENT_NOT_REDEPLOYABLE("deployment_not_redeployable", Kind.CONFLICT, "The resource may not be deployed now"),
    DEPLOYMENT_NOT_ROLLBACK_READY("deployment_not_rollback_ready", Kind.CONFLICT, "The rollback is not ready"),
    DEPLOYMENT_ROLLBACK_CANDIDATE_NOT_FOUND(
            "deployment_rollback_candidate_not_found", Kind.NOT_FOUND, "There is no such rollback candidate"),
    DEPLOYMENT_RECOVERY_STATE_STALE(
            "deployment_recovery_state_stale", Kind.STALE, "The readiness marker is out of date"),
    DEPLOYMENT_CANCEL_NOT_ALLOWED("deployment_cancel_not_allowed", Kind.CONFLICT, "The attempt may not be canceled"),
    DEPLOYMENT_ARCHIVE_NOT_ALLOWED("deployment_archive_not_allowed", Kind.CONFLICT, "The attempt may not be archived"),
    ARTIFACT_RELEASED("artifact_released", Kind.CONFLICT, "Retention has let go of the artifact"),
    CONFIRMATION_MISMATCH("confirmation_mismatch", Kind.INVALID, "The confirmation does not match"),
    RESOURCE_CONTEXT_MISMATCH(
            "resource_context_mismatch", Kind.CONFLICT, "The ids of the request do not belong together"),
    SOURCE_RELINK_CONFLICT(
            "source_relink_conflict", Kind.CONFLICT, "The source is not what the request believes it to be"),
    PREVIEW_NOT_FOUND("preview_not_found", Kind.NOT_FOUND, "There is no such preview"),
    PREVIEW_CLEANUP_FAILED("preview_cleanup_failed", Kind.UNAVAILABLE, "A stage of the preview's cleanup failed"),
    DOMAIN_TAKEN("domain_taken", Kind.CONFLICT, "The domain leads to another resource"),
    SERVER_BUSY("server_busy", Kind.CONFLICT, "Attempts are under way on the server"),
    SERVER_NOT_ANSWERING("server_not_answering", Kind.UNAVAILABLE, "The server could not be asked"),
    SERVER_DEACTIVATED("server_deactivated", Kind.CONFLICT, "The server is deactivated"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency_key_reused", Kind.UNPROCESSABLE, "The idempotency key was used for another request"),
    COORDINATION_TIMEOUT("coordination_timeout", Kind.UNAVAILABLE, "The command could not be coordinated in time"),
    STREAM_LIMIT_REACHED("stream_limit_reached", Kind.UNAVAILABLE, "Too many event streams are open"),
    VALIDATION_ERROR("validation_error", Kind.INVALID, "The request is not valid"),
    NOT_FOUND("not_found", Kind.NOT_FOUND, "There is no such thing"),
    UNAUTHENTICATED("unauthenticated", Kind.UNAUTHENTICATED, "A bearer token is needed"),
    FORBIDDEN("forbidden", Kind.FORBIDDEN, "The token does not allow this"),
    INTERNAL_ERROR("internal_error", Kind.INTERNAL, "The control plane failed");

    /** What sort of problem it is; the door alone knows which HTTP status that is. */
    public enum Kind {
        INVALID,
        UNPROCESSABLE,
        NOT_FOUND,
        CONFLICT,
        STALE,
        UNAVAILABLE,
        UNAUTHENTICATED,
        FORBIDDEN,
        INTERNAL
    }

    private final String wire;
    private final Kind kind;
    private final String title;

    ProblemCode(String wire, Kind kind, String title) {
        this.wire = wire;
        this.kind = kind;
        this.title = title;
    }

    public String wire() {
        return wire;
    }

    public Kind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return kind == Kind.UNAVAILABLE || kind == Kind.INTERNAL;
    }

    public static Optional<ProblemCode> ofWire(String wire) {
        return Arrays.stream(values()).filter(c -> c.wire.equals(wire)).findFirst();
    }
}

package com.appaloft.cli.http;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The server answered with a problem (RFC 9457) instead of what was asked for. */
public final class ServerRefusal extends RuntimeException {
    private static final Set<String> JUDGED_BY_READINESS = Set.of(
            "deployment_not_retryable",
            "deployment_not_redeployable",
            "deployment_not_rollback_ready",
            "deployment_recovery_state_stale",
            "deployment_cancel_not_allowed",
            "deployment_archive_not_allowed");
    private static final Set<String> WRONGLY_ASKED =
            Set.of("validation_error", "confirmation_mismatch", "resource_context_mismatch", "idempotency_key_reused");

    private final transient Answer answer;

    ServerRefusal(Answer answer) {
        super("the server answered " + answer.status());
        this.answer = answer;
    }

    /** What kind of refusal it is, for the exit code. */
    public enum Kind {
        READINESS,
        USAGE,
        NOT_FOUND,
        OTHER
    }

    public Kind kind() {
        if (JUDGED_BY_READINESS.contains(code())) {
            return Kind.READINESS;
        }
        if (answer.status() == 404) {
            return Kind.NOT_FOUND;
        }
        if (WRONGLY_ASKED.contains(code())) {
            return Kind.USAGE;
        }
        return problem().path("reasons").isEmpty() ? Kind.OTHER : Kind.READINESS;
    }

    public int status() {
        return answer.status();
    }

    public String code() {
        return problem().path("code").asString("");
    }

    public JsonNode problem() {
        return answer.json();
    }

    /** The problem as it came. */
    public String text() {
        return answer.text();
    }
}

package com.appaloft.domain.deployment;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param message one sentence
 * @param evidence what was seen, e.g. the last lines of the dead container; bounded, no secret
 */
public record Failure(
        Phase phase,
        FailureCode code,
        String message,
        @Nullable String evidence) {
    public String advice() {
        return code.category().advice();
    }
}

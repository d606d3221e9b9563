package com.appaloft.application.port;

import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;

/** Something on a host or in a source did not work; carries the stable code, one sentence, and what was seen. */
public final class BackendFailure extends RuntimeException {
    private final FailureCode code;
    private final @Nullable String evidence;

    public BackendFailure(FailureCode code, String message) {
        this(code, message, null, null);
    }

    public BackendFailure(FailureCode code, String message, @Nullable String evidence, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.evidence = evidence;
    }

    public FailureCode code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public @Nullable String evidence() {
        return evidence;
    }
}

package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Tells the reader how a pull goes, without the hundred updates a second of every progress bar; keeps the error if there is one. */
final class PullProgress {
    private final Operation operation;
    private @Nullable String error;

    PullProgress(Operation operation) {
        this.operation = operation;
    }

    void message(JsonNode message) {
        if (message.has("error") || message.has("errorDetail")) {
            error = message.path("errorDetail")
                    .path("message")
                    .asText(message.path("error").asText("the pull failed"));
        } else if (message.has("status") && message.path("progressDetail").isEmpty()) {
            operation.line("stdout", line(message));
        }
    }

    @Nullable
    String error() {
        return error;
    }

    static String line(JsonNode message) {
        String id = message.path("id").asText();
        return (id.isEmpty() ? "" : id + ": ") + message.path("status").asText();
    }
}

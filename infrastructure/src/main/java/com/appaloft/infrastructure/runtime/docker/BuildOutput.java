package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Understands what either builder reports: lines for the reader, the image in the end, or the error inside a stream that began well. */
final class BuildOutput {
    private static final int EVIDENCE_LINES = 30;

    private final Operation operation;
    private final Deque<String> last = new ArrayDeque<>();
    private final LineSplitter lines = new LineSplitter(this::line);
    private final BuildTrace trace = new BuildTrace(lines);
    private @Nullable String imageId;
    private @Nullable String error;

    BuildOutput(Operation operation) {
        this.operation = operation;
    }

    void message(JsonNode message) {
        JsonNode aux = message.path("aux");
        if (message.has("error") || message.has("errorDetail")) {
            error = message.path("errorDetail")
                    .path("message")
                    .asText(message.path("error").asText("the build failed"));
        } else if (message.path("id").asText().equals("moby.buildkit.trace")) {
            trace.read(Base64.getDecoder().decode(aux.asText()));
        } else if (aux.has("ID")) {
            imageId = aux.path("ID").asText();
        } else if (message.has("stream")) {
            lines.text("stdout", message.path("stream").asText());
        } else if (message.has("status")) {
            lines.text("stdout", PullProgress.line(message) + "\n");
        }
    }

    /** The id of what was built. @throws BackendFailure where nothing was */
    String imageId() {
        lines.end();
        if (error != null) {
            throw failed(EngineErrors.refused(FailureCode.BUILD_FAILED, error, null));
        }
        if (imageId == null) {
            throw failed(new BackendFailure(
                    FailureCode.ENGINE_UNAVAILABLE, "The Docker engine ended the build without a result."));
        }
        return imageId;
    }

    /** The same failure, with the last lines as its evidence. */
    BackendFailure failed(BackendFailure failure) {
        lines.end();
        String evidence = last.isEmpty() ? failure.evidence() : String.join("\n", last);
        return new BackendFailure(failure.code(), failure.sentence(), evidence, failure.getCause());
    }

    private void line(String stream, String line) {
        if (last.size() == EVIDENCE_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        operation.line(stream, line);
    }
}

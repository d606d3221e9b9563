package com.appaloft.api.problem;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems; the only place that knows which kind of problem is which HTTP status. */
@Component
public class ProblemWriter {
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int CONTENT_TOO_LARGE = 413;
    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    static int status(ProblemCode code) {
        return switch (code.kind()) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case STALE -> 412;
            case UNPROCESSABLE -> 422;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /** For where no controller is reached. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        write(request, response, problem, status(problem.code()));
    }

    public void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, tooLarge(), CONTENT_TOO_LARGE);
    }

    public void notAcceptable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, ProblemAnswers.forStatus(NOT_ACCEPTABLE), NOT_ACCEPTABLE);
    }

    public void unsupportedMediaType(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, ProblemAnswers.forStatus(UNSUPPORTED_MEDIA_TYPE), UNSUPPORTED_MEDIA_TYPE);
    }

    static Problem tooLarge() {
        return Problem.of(ProblemCode.VALIDATION_ERROR, "The body is larger than 1 MB; no request here needs that.");
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem, int status)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(ProblemBody.of(problem, status, request.getRequestURI())));
    }

    ResponseEntity<ProblemBody> answer(HttpServletRequest request, Problem problem, int status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemBody.of(problem, status, request.getRequestURI()));
    }

    ResponseEntity<ProblemBody> answer(HttpServletRequest request, Problem problem) {
        return answer(request, problem, status(problem.code()));
    }

    ResponseEntity<ProblemBody> tooLargeAnswer(HttpServletRequest request) {
        return answer(request, tooLarge(), CONTENT_TOO_LARGE);
    }
}

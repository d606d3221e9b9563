package com.appaloft.api.problem;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a request ends with into a problem; what was not foreseen tells the client nothing of the inside. */
@RestControllerAdvice
class ProblemAnswers {
    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
    private final ProblemWriter problems;

    ProblemAnswers(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> refused(Refusal refusal, HttpServletRequest request) {
        return problems.answer(request, refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> hostFailed(BackendFailure failure, HttpServletRequest request) {
        var detail = "The server could not be asked (" + failure.code().wire() + "): " + failure.sentence()
                + " Run the connectivity check and send the request again.";
        return problems.answer(request, Problem.of(ProblemCode.SERVER_NOT_ANSWERING, detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> databaseAway(CannotCreateTransactionException e, HttpServletRequest request) {
        log.error("The database could not be reached.", e);
        return problems.answer(
                request,
                Problem.of(
                        ProblemCode.COORDINATION_TIMEOUT,
                        "The database did not answer; send the request again in a moment."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> tooLarge(TooLarge e, HttpServletRequest request) {
        return problems.tooLargeAnswer(request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        if (cause(e, TooLarge.class) != null) {
            return problems.tooLargeAnswer(request);
        }
        var refusal = cause(e, Refusal.class);
        if (refusal != null) {
            return problems.answer(request, refusal.problem());
        }
        var json = cause(e, JacksonException.class);
        if (json != null) {
            return problems.answer(request, invalid(json));
        }
        return problems.answer(
                request, Problem.of(ProblemCode.VALIDATION_ERROR, "A JSON body is needed and could not be read."));
    }

    private static <T> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** Percent signs that encode nothing. */
    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadableParameters(InvalidParameterException e, HttpServletRequest request) {
        return problems.answer(
                request, Problem.of(ProblemCode.VALIDATION_ERROR, "The query is not well-formed; encode it."));
    }

    private static Problem invalid(JacksonException json) {
        var pointer = pointer(json);
        if (json instanceof UnrecognizedPropertyException unknown) {
            return Problem.invalid(
                    pointer,
                    "There is no field " + unknown.getPropertyName() + " here; remove it or correct its name.");
        }
        return pointer.isEmpty()
                ? Problem.of(ProblemCode.VALIDATION_ERROR, "The body is not one well-formed JSON object.")
                : Problem.invalid(pointer, "The value at " + pointer + " has the wrong type or form.");
    }

    private static String pointer(JacksonException json) {
        var pointer = new StringBuilder();
        for (var step : json.getPath()) {
            var name = step.getPropertyName();
            pointer.append('/')
                    .append(
                            name == null
                                    ? Integer.toString(step.getIndex())
                                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> wrongParameter(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return problems.answer(
                request,
                Problem.of(ProblemCode.VALIDATION_ERROR, "The parameter " + e.getName() + " has the wrong form."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missingParameter(
            MissingServletRequestParameterException e, HttpServletRequest request) {
        return problems.answer(
                request,
                Problem.of(ProblemCode.VALIDATION_ERROR, "The parameter " + e.getParameterName() + " is missing."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> anythingElse(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return known(known, request);
        }
        log.error("A request to {} failed.", request.getMethod(), e);
        return problems.answer(
                request,
                Problem.of(
                        ProblemCode.INTERNAL_ERROR,
                        "The control plane failed; its log says why. Nothing was accepted."));
    }

    private ResponseEntity<ProblemBody> known(ErrorResponse known, HttpServletRequest request) {
        int status = known.getStatusCode().value();
        var answer = problems.answer(request, forStatus(status), status);
        return ResponseEntity.status(status)
                .headers(known.getHeaders())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    static Problem forStatus(int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is no such route; see /api/openapi.json.");
            case 405 ->
                Problem.of(ProblemCode.VALIDATION_ERROR, "The route does not know this method; see the Allow header.");
            case 406 -> Problem.of(ProblemCode.VALIDATION_ERROR, "Answers are JSON: accept application/json.");
            case 413 -> ProblemWriter.tooLarge();
            case 415 ->
                Problem.of(ProblemCode.VALIDATION_ERROR, "Requests are JSON: send Content-Type: application/json.");
            default -> Problem.of(ProblemCode.VALIDATION_ERROR, "The request is not valid.");
        };
    }
}

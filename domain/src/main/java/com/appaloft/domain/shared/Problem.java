package com.appaloft.domain.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command or query was not done, in one sentence with the next step; holds safe values only, so that no secret can
 * reach an answer or a log.
 *
 * @param pointer JSON pointer (RFC 6901) to the offending field of the request, where there is one
 * @param reasons the readiness reasons behind a refused recovery
 */
public record Problem(
        ProblemCode code, String detail, @Nullable String pointer, List<Reason> reasons) {
    public Problem {
        reasons = List.copyOf(reasons);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, List.of());
    }

    public static Problem invalid(String pointer, String detail) {
        return new Problem(ProblemCode.VALIDATION_ERROR, detail, pointer, List.of());
    }

    public static Problem notFound(String kind, String id) {
        return of(ProblemCode.NOT_FOUND, "There is no " + kind + " " + id + "; list them to find the right id.");
    }

    public static Problem blocked(ProblemCode code, String detail, List<Reason> reasons) {
        return new Problem(code, detail, null, reasons);
    }

    public Refusal asRefusal() {
        return new Refusal(this);
    }
}

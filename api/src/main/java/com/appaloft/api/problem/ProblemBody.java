package com.appaloft.api.problem;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.Reason;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 tells it, and what programs need beyond it.
 *
 * @param type the page that explains the code
 * @param code stable; programs branch on it, never on a text
 * @param pointer JSON pointer to the field of the request, where one is to blame
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        String code,
        String category,
        String phase,
        boolean retryable,
        List<ReasonBody> reasons,
        List<String> nextActions,
        @Nullable String pointer) {

    /** A readiness reason as answers show it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReasonBody(
            String code,
            String category,
            String phase,
            boolean retriable,
            @Nullable String recommendation,
            @Nullable String relatedDeploymentId,
            @Nullable String relatedEntityId,
            @Nullable String relatedEntityType) {
        public static ReasonBody of(Reason reason) {
            return new ReasonBody(
                    reason.code(),
                    reason.category().wire(),
                    reason.phase(),
                    reason.retriable(),
                    reason.recommendation(),
                    reason.relatedDeploymentId(),
                    reason.relatedEntityId(),
                    reason.relatedEntityType());
        }
    }

    static ProblemBody of(Problem problem, int status, @Nullable String instance) {
        return new ProblemBody(
                "/docs/problems/" + problem.code().wire(),
                problem.code().title(),
                status,
                Shown.text(problem.detail()),
                instance,
                problem.code().wire(),
                problem.code().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                problem.reasons().isEmpty() ? "request" : "admission",
                problem.code().retryable(),
                problem.reasons().stream().map(ReasonBody::of).toList(),
                NextActions.after(problem.code(), instance),
                problem.pointer() == null ? null : Shown.text(problem.pointer()));
    }
}

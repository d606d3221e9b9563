package com.appaloft.domain.recovery;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.Reason;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides a recovery command on facts: by the same policy that readiness shows. */
public final class Recovery {
    private Recovery() {}

    /** Why the command is refused, or nothing if it is admitted. */
    public static Optional<Problem> refusal(RecoveryCommand command, RecoveryFacts facts) {
        return switch (command) {
            case RecoveryCommand.Retry retry -> refusal(RecoveryAction.RETRY, RecoveryPolicy.retry(facts));
            case RecoveryCommand.Redeploy redeploy -> redeployRefusal(facts.resource());
            case RecoveryCommand.Rollback rollback ->
                refusal(RecoveryAction.ROLLBACK, RecoveryPolicy.rollbackTo(rollback.candidate(), facts.resource()));
        };
    }

    /** As {@link #refusal} for a redeploy, which needs no attempt. */
    public static Optional<Problem> redeployRefusal(ResourceFacts resource) {
        return refusal(RecoveryAction.REDEPLOY, RecoveryPolicy.redeploy(resource));
    }

    private static Optional<Problem> refusal(RecoveryAction action, Verdict verdict) {
        if (verdict.allowed()) {
            return Optional.empty();
        }
        var why = verdict.reasons().stream()
                .filter(Reason::blocks)
                .map(r -> r.code() + " (" + r.recommendation() + ")")
                .collect(Collectors.joining("; "));
        return Optional.of(
                Problem.blocked(action.refusal(), "The " + action.wire() + " is blocked: " + why, verdict.reasons()));
    }
}

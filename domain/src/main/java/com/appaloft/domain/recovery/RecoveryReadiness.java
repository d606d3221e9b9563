package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The read-only answer: what may be done about one attempt, why, and what to look at first. */
public record RecoveryReadiness(
        RecoveryFacts facts,
        Verdict retry,
        Verdict redeploy,
        Verdict rollback,
        List<Candidate> candidates,
        @Nullable DeploymentId recommendedCandidate,
        Cancel cancel,
        List<RecommendedAction> recommendedActions) {

    /** An active attempt without progress for this long should be canceled. */
    public static final Duration STALLED_AFTER = Duration.ofMinutes(10);

    /** One candidate with its own verdict. */
    public record Candidate(CandidateFacts facts, Verdict verdict) {}

    /**
     * Whether the active attempt can and should be canceled.
     *
     * @param stalled whether nothing has happened in it for {@link #STALLED_AFTER}
     */
    public record Cancel(
            boolean allowed,
            boolean recommended,
            @Nullable DeploymentId activeDeploymentId,
            @Nullable Instant lastProgressAt,
            boolean stalled,
            List<Reason> reasons) {}

    public boolean recoverable() {
        return retry.allowed() || redeploy.allowed() || rollback.allowed();
    }

    public static RecoveryReadiness judge(RecoveryFacts facts, Instant now) {
        var candidates = facts.candidates().stream()
                .map(c -> new Candidate(c, RecoveryPolicy.candidate(c, facts.resource())))
                .toList();
        var retry = RecoveryPolicy.retry(facts);
        var redeploy = RecoveryPolicy.redeploy(facts.resource());
        var rollback = RecoveryPolicy.rollback(facts);
        var recommended =
                rollback.allowed() ? recommend(candidates, facts.resource().serving()) : null;
        var cancel = cancel(facts.resource().active(), now);
        return new RecoveryReadiness(
                facts,
                retry,
                redeploy,
                rollback,
                candidates,
                recommended,
                cancel,
                RecoveryAdvice.actions(facts, retry, redeploy, recommended, cancel));
    }

    private static @Nullable DeploymentId recommend(List<Candidate> candidates, @Nullable DeploymentId serving) {
        return candidates.stream()
                .filter(c -> c.verdict().allowed())
                .filter(c -> !c.facts().identicalToServing() && !c.facts().id().equals(serving))
                .map(c -> c.facts().id())
                .findFirst()
                .orElse(null);
    }

    private static Cancel cancel(ResourceFacts.@Nullable Active active, Instant now) {
        if (active == null) {
            return new Cancel(false, false, null, null, false, List.of());
        }
        boolean stalled = active.lastProgressAt().plus(STALLED_AFTER).isBefore(now);
        boolean stopping = active.status() == Status.CANCEL_REQUESTED;
        return new Cancel(!stopping, stalled && !stopping, active.id(), active.lastProgressAt(), stalled, List.of());
    }
}

package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds readiness and admission together on some facts; written for a million of them, so what is wrong is only worded where it is. */
final class Agreement {
    /** Why a first deployment is refused, which nothing but the resource decides. */
    private static final Map<ResourceFacts, Optional<Problem>> FIRST = new ConcurrentHashMap<>();

    private final RecoveryFacts facts;
    private final RecoveryReadiness readiness;

    private Agreement(RecoveryFacts facts, Instant now) {
        this.facts = facts;
        this.readiness = RecoveryReadiness.judge(facts, now);
    }

    static void check(RecoveryFacts facts, Instant now) {
        new Agreement(facts, now).check();
    }

    private void check() {
        agrees(readiness.retry(), Recovery.refusal(new RecoveryCommand.Retry(), facts), RecoveryAction.RETRY);
        var redeploy = Recovery.refusal(new RecoveryCommand.Redeploy(), facts);
        agrees(readiness.redeploy(), redeploy, RecoveryAction.REDEPLOY);
        require(
                FIRST.computeIfAbsent(facts.resource(), Recovery::redeployRefusal)
                        .equals(redeploy),
                "a first deployment is judged otherwise");
        rollbackAgrees();
        unknownIsNeverReady();
        recommendsOnlyWhatIsAllowed();
    }

    private void agrees(Verdict verdict, Optional<Problem> refusal, RecoveryAction action) {
        require(verdict.allowed() == refusal.isEmpty(), action, "allowed, but refused, or the reverse");
        refusal.ifPresent(problem -> {
            require(problem.code() == action.refusal(), action, "refused with another code");
            require(problem.reasons().equals(verdict.reasons()), action, "refused for other reasons");
            require(!verdict.blockers().isEmpty(), action, "refused without a reason");
        });
    }

    /** Rollback is ready if one candidate is; this candidate is if it is and nothing general is in the way. */
    private void rollbackAgrees() {
        boolean anyAdmitted = false;
        for (var candidate : readiness.candidates()) {
            var refusal = Recovery.refusal(new RecoveryCommand.Rollback(candidate.facts()), facts);
            boolean said = readiness.rollback().allowed() && candidate.verdict().allowed();
            require(said == refusal.isEmpty(), "rollback ready, but refused, or the reverse");
            anyAdmitted |= refusal.isEmpty();
            refusal.ifPresent(problem -> {
                require(problem.code() == RecoveryAction.ROLLBACK.refusal(), "refused with another code");
                require(problem.reasons().equals(reasonsAbout(candidate)), "rollback refused for other reasons");
            });
        }
        require(readiness.rollback().allowed() == anyAdmitted, "rollback ready without a candidate");
        require(
                readiness.rollback().allowed()
                        || !readiness.rollback().blockers().isEmpty(),
                "rollback blocked without a reason");
    }

    /** What readiness says of rolling back to this candidate: the general reasons and its own, not those of others. */
    private List<Reason> reasonsAbout(RecoveryReadiness.Candidate candidate) {
        var all = new ArrayList<Reason>();
        for (var reason : readiness.rollback().reasons()) {
            if (readiness.candidates().stream()
                    .noneMatch(c -> c.verdict().reasons().contains(reason))) {
                all.add(reason);
            }
        }
        all.addAll(candidate.verdict().reasons());
        return all;
    }

    private void unknownIsNeverReady() {
        for (var candidate : readiness.candidates()) {
            var c = candidate.facts();
            boolean there = c.artifact() != null
                    && c.observed() == Observation.PRESENT
                    && facts.resource().targetReachable();
            require(there || !candidate.verdict().allowed(), "ready although nobody has seen the artifact");
        }
        var attempt = facts.attempt();
        boolean lost = attempt.artifact() != null
                && (attempt.observed() == Observation.MISSING || attempt.observed() == Observation.OTHER_CONTENT)
                && !attempt.rebuildable();
        require(!lost || !readiness.retry().allowed(), "retry of what cannot be made again");
        require(
                !readiness.retry().allowed() || attempt.status().terminal(),
                "retry of an attempt that is still under way");
    }

    private void recommendsOnlyWhatIsAllowed() {
        var recommended = readiness.recommendedCandidate();
        if (recommended != null) {
            require(readiness.rollback().allowed(), "recommends a candidate although rollback is blocked");
            require(!recommended.equals(facts.resource().serving()), "recommends what serves");
            var candidate = readiness.candidates().stream()
                    .filter(c -> c.facts().id().equals(recommended))
                    .findFirst()
                    .orElseThrow();
            require(candidate.verdict().allowed(), "recommends a candidate that is blocked");
            require(!candidate.facts().identicalToServing(), "recommends what is identical to what serves");
        }
        boolean commands = false;
        for (var action : readiness.recommendedActions()) {
            require(action.command() || !commands, "a query after a command");
            commands |= action.command();
            require(!action.command() || allowed(action), action, "is recommended, but not allowed");
        }
        require(readiness.recommendedActions().size() >= 3, "no queries to begin with");
    }

    private boolean allowed(RecommendedAction action) {
        return switch (action.operation()) {
            case "deployments.retry" -> readiness.retry().allowed();
            case "deployments.redeploy" -> readiness.redeploy().allowed();
            case "deployments.rollback" -> readiness.recommendedCandidate() != null;
            case "deployments.cancel" -> readiness.cancel().allowed();
            case "resources.source.relink" -> sourceUnreadable(readiness.facts().attempt());
            default -> false;
        };
    }

    private static boolean sourceUnreadable(AttemptFacts attempt) {
        return attempt.failure() != null && attempt.failure().category() == FailureCode.Category.SOURCE_UNREADABLE;
    }

    private void require(boolean holds, String otherwise) {
        require(holds, "", otherwise);
    }

    private void require(boolean holds, Object what, String otherwise) {
        if (!holds) {
            throw new AssertionError(what + " " + otherwise + ": " + facts);
        }
    }
}

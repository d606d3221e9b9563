package com.appaloft.domain.recovery;

import static com.appaloft.domain.recovery.RecoveryAction.REDEPLOY;
import static com.appaloft.domain.recovery.RecoveryAction.RETRY;
import static com.appaloft.domain.recovery.RecoveryAction.ROLLBACK;
import static com.appaloft.domain.recovery.RecoveryReason.*;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The one rule book: a table of named rules. Readiness and the commands both read it, and nothing else judges a recovery. */
public final class RecoveryPolicy {
    /** @param actions what the reason is about; it blocks them if its category blocks */
    record ResourceRule(RecoveryReason reason, Set<RecoveryAction> actions, Predicate<ResourceFacts> when) {}

    record AttemptRule(RecoveryReason reason, Set<RecoveryAction> actions, Predicate<AttemptFacts> when) {}

    record CandidateRule(RecoveryReason reason, BiPredicate<CandidateFacts, ResourceFacts> when) {}

    private static final Set<RecoveryAction> ALL = EnumSet.allOf(RecoveryAction.class);

    static final List<AttemptRule> ATTEMPT_RULES = List.of(
            new AttemptRule(
                    ATTEMPT_NOT_TERMINAL, EnumSet.of(RETRY), a -> !a.status().terminal()),
            new AttemptRule(
                    ATTEMPT_STATUS_NOT_RECOVERABLE,
                    EnumSet.of(RETRY),
                    a -> a.status() == Status.SUCCEEDED || a.status() == Status.ROLLED_BACK),
            new AttemptRule(
                    FAILURE_NOT_RETRIABLE,
                    EnumSet.of(RETRY),
                    a -> a.status() == Status.FAILED
                            && a.failure() != null
                            && !a.failure().retriable()),
            new AttemptRule(
                    SNAPSHOT_MISSING,
                    EnumSet.of(RETRY),
                    a -> a.status().terminal() && a.snapshot() == SnapshotState.MISSING),
            new AttemptRule(ENVIRONMENT_SNAPSHOT_MISSING, EnumSet.of(RETRY), a -> !a.environmentComplete()),
            new AttemptRule(
                    RUNTIME_ARTIFACT_MISSING,
                    EnumSet.of(RETRY),
                    a -> a.artifact() != null && (gone(a.observed()) || a.released()) && !a.rebuildable()));

    static final List<ResourceRule> RESOURCE_RULES = List.of(
            new ResourceRule(RESOURCE_PROFILE_INVALID, EnumSet.of(REDEPLOY), r -> !r.profileDeployable()),
            new ResourceRule(RESOURCE_PROFILE_DRIFTED, EnumSet.of(REDEPLOY), ResourceFacts::profileDrifted),
            new ResourceRule(RUNTIME_TARGET_MISSING, ALL, r -> !r.targetRegistered()),
            new ResourceRule(RUNTIME_TARGET_UNREACHABLE, ALL, r -> !r.targetReachable()),
            new ResourceRule(RESOURCE_RUNTIME_BUSY, ALL, r -> r.active() != null),
            new ResourceRule(PREVIEW_CLEANED_UP, ALL, ResourceFacts::previewOver),
            new ResourceRule(ENVIRONMENT_LOCKED, ALL, ResourceFacts::environmentLocked));

    static final List<CandidateRule> CANDIDATE_RULES = List.of(
            new CandidateRule(ROLLBACK_CANDIDATE_NOT_SUCCESSFUL, (c, r) -> c.status() != Status.SUCCEEDED),
            new CandidateRule(SNAPSHOT_MISSING, (c, r) -> !c.snapshotPresent()),
            new CandidateRule(ENVIRONMENT_SNAPSHOT_MISSING, (c, r) -> !c.environmentComplete()),
            new CandidateRule(RUNTIME_TARGET_MISSING, (c, r) -> !r.targetRegistered()),
            new CandidateRule(ROLLBACK_CANDIDATE_TARGET_MISMATCH, (c, r) -> !c.sameTarget()),
            new CandidateRule(ROLLBACK_CANDIDATE_EXPIRED, (c, r) -> c.released()),
            new CandidateRule(
                    RUNTIME_ARTIFACT_MISSING, (c, r) -> c.artifact() == null || c.observed() == Observation.MISSING),
            new CandidateRule(ARTIFACT_DIGEST_MISMATCH, (c, r) -> c.observed() == Observation.OTHER_CONTENT),
            new CandidateRule(
                    ARTIFACT_UNVERIFIED,
                    (c, r) -> c.artifact() != null
                            && !gone(c.observed())
                            && (c.observed() == Observation.UNKNOWN || !r.targetReachable())),
            new CandidateRule(STATEFUL_DATA_ROLLBACK_UNSUPPORTED, (c, r) -> c.laterDataMarker()),
            new CandidateRule(ROLLBACK_CANDIDATE_IDENTICAL, (c, r) -> c.identicalToServing()),
            new CandidateRule(STATEFUL_DATA_NOT_RESTORED, (c, r) -> c.hasVolumes()),
            new CandidateRule(ATTEMPT_ARCHIVED, (c, r) -> c.archived()));

    private RecoveryPolicy() {}

    /** Whether the attempt may be retried, and why not. */
    public static Verdict retry(RecoveryFacts facts) {
        return Verdict.of(
                Stream.concat(attemptReasons(facts.attempt(), RETRY), resourceReasons(facts.resource(), RETRY)));
    }

    /** Whether the current profile may be deployed now, and why not. */
    public static Verdict redeploy(ResourceFacts resource) {
        return Verdict.of(resourceReasons(resource, REDEPLOY));
    }

    /** Whether anything at all may be rolled back to: one candidate must be ready and nothing general in the way. */
    public static Verdict rollback(RecoveryFacts facts) {
        var general = resourceReasons(facts.resource(), ROLLBACK).toList();
        if (facts.candidates().stream()
                .anyMatch(c -> candidate(c, facts.resource()).allowed())) {
            return Verdict.of(general.stream());
        }
        var missing = facts.candidates().isEmpty()
                ? Stream.of(ROLLBACK_CANDIDATE_NOT_SUCCESSFUL.about(null, null, null))
                : facts.candidates().stream()
                        .flatMap(c -> candidate(c, facts.resource()).reasons().stream())
                        .filter(Reason::blocks);
        return Verdict.of(Stream.concat(general.stream(), missing));
    }

    /** Whether this candidate, taken alone, may be rolled back to, and why not. */
    public static Verdict candidate(CandidateFacts candidate, ResourceFacts resource) {
        return Verdict.of(CANDIDATE_RULES.stream()
                .filter(rule -> rule.when().test(candidate, resource))
                .map(rule -> rule.reason()
                        .about(candidate.id().value(), candidate.id().value(), "deployment")));
    }

    /** Whether this very rollback may be done: the general rules and the candidate's. */
    public static Verdict rollbackTo(CandidateFacts candidate, ResourceFacts resource) {
        return Verdict.of(
                Stream.concat(resourceReasons(resource, ROLLBACK), candidate(candidate, resource).reasons().stream()));
    }

    private static Stream<Reason> attemptReasons(AttemptFacts attempt, RecoveryAction action) {
        return ATTEMPT_RULES.stream()
                .filter(rule -> rule.actions().contains(action) && rule.when().test(attempt))
                .map(rule ->
                        rule.reason().about(attempt.id().value(), attempt.id().value(), "deployment"));
    }

    private static Stream<Reason> resourceReasons(ResourceFacts resource, RecoveryAction action) {
        return RESOURCE_RULES.stream()
                .filter(rule -> rule.actions().contains(action) && rule.when().test(resource))
                .map(rule -> about(rule.reason(), resource));
    }

    private static Reason about(RecoveryReason reason, ResourceFacts resource) {
        var active = resource.active();
        return switch (reason) {
            case RESOURCE_RUNTIME_BUSY -> {
                var holder = active == null ? null : active.id().value();
                yield reason.about(holder, holder, "deployment");
            }
            case ENVIRONMENT_LOCKED ->
                reason.about(null, resource.environmentId().value(), "environment");
            case RUNTIME_TARGET_MISSING, RUNTIME_TARGET_UNREACHABLE ->
                reason.about(null, resource.serverId().value(), "server");
            default -> reason.about(null, resource.resourceId().value(), "resource");
        };
    }

    private static boolean gone(Observation observed) {
        return observed == Observation.MISSING || observed == Observation.OTHER_CONTENT;
    }
}

package com.appaloft.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.recovery.AttemptFacts;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.recovery.CandidateFacts;
import com.appaloft.domain.recovery.Recovery;
import com.appaloft.domain.recovery.RecoveryAction;
import com.appaloft.domain.recovery.RecoveryCommand;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.RecoveryReadiness;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.recovery.Verdict;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a recovery and what is decided on them: {@code given(allIsWell().locked()).when(retry()).thenRefused(ENVIRONMENT_LOCKED)}.
 * Readiness is judged on the same facts every time and must say the same.
 */
public record GivenFacts(AttemptFacts attempt, ResourceFacts resource, List<CandidateFacts> candidates) {
    public static final DeploymentId GOOD = Given.attempt("good");
    public static final DeploymentId ACTIVE = Given.attempt("active");

    /** A failed attempt that may be retried, a resource that may be deployed, one candidate that may be rolled back to. */
    public static GivenFacts allIsWell() {
        var attempt = new AttemptFacts(
                GivenAttempt.ID,
                Status.FAILED,
                FailureCode.CONTAINER_EXITED,
                SnapshotState.COMPLETE,
                true,
                Given.artifact("v2"),
                Observation.PRESENT,
                true,
                false);
        var resource = new ResourceFacts(
                Given.RESOURCE, Given.ENVIRONMENT, Given.SERVER, true, false, true, true, false, null, null, null);
        return new GivenFacts(attempt, resource, List.of(candidate()));
    }

    /** A successful attempt of the same place whose artifact is there. */
    public static CandidateFacts candidate() {
        return new CandidateFacts(
                GOOD,
                Status.SUCCEEDED,
                Given.at(20),
                true,
                true,
                true,
                Given.artifact("v1"),
                Observation.PRESENT,
                false,
                false,
                false);
    }

    public static GivenFacts given(GivenFacts facts) {
        return facts;
    }

    public GivenFacts attempt(UnaryOperator<AttemptFacts> change) {
        return new GivenFacts(change.apply(attempt), resource, candidates);
    }

    public GivenFacts ended(Status status, @Nullable FailureCode failure, SnapshotState snapshot) {
        return attempt(a -> new AttemptFacts(
                a.id(), status, failure, snapshot, true, a.artifact(), a.observed(), a.rebuildable(), a.released()));
    }

    public GivenFacts failed(FailureCode failure) {
        return ended(Status.FAILED, failure, SnapshotState.COMPLETE);
    }

    public GivenFacts seen(Observation observed, boolean rebuildable) {
        return attempt(a -> new AttemptFacts(
                a.id(),
                a.status(),
                a.failure(),
                a.snapshot(),
                true,
                a.artifact(),
                observed,
                rebuildable,
                a.released()));
    }

    public GivenFacts released(boolean rebuildable) {
        return attempt(a -> new AttemptFacts(
                a.id(), a.status(), a.failure(), a.snapshot(), true, a.artifact(), a.observed(), rebuildable, true));
    }

    public GivenFacts environmentIncomplete() {
        return attempt(a -> new AttemptFacts(
                a.id(),
                a.status(),
                a.failure(),
                a.snapshot(),
                false,
                a.artifact(),
                a.observed(),
                a.rebuildable(),
                a.released()));
    }

    public GivenFacts locked() {
        return resource(true, true, true, true, null);
    }

    public GivenFacts busy() {
        return resource(true, true, true, false, new ResourceFacts.Active(ACTIVE, Status.RUNNING, Given.at(50)));
    }

    public GivenFacts profileInvalid() {
        return resource(false, true, true, false, null);
    }

    public GivenFacts profileDrifted() {
        var r = resource;
        return new GivenFacts(
                attempt,
                new ResourceFacts(
                        r.resourceId(),
                        r.environmentId(),
                        r.serverId(),
                        r.profileDeployable(),
                        true,
                        r.targetRegistered(),
                        r.targetReachable(),
                        r.environmentLocked(),
                        r.preview(),
                        r.active(),
                        r.serving()),
                candidates);
    }

    public GivenFacts targetDeregistered() {
        return resource(true, false, true, false, null);
    }

    public GivenFacts targetUnreachable() {
        return resource(true, true, false, false, null);
    }

    public GivenFacts active(Status status, long lastProgress) {
        return resource(true, true, true, false, new ResourceFacts.Active(ACTIVE, status, Given.at(lastProgress)));
    }

    /** A preview of which nothing is left. */
    public static ResourceFacts.OfPreview cleanedUp() {
        return new ResourceFacts.OfPreview(new PreviewName(PreviewName.Type.PULL_REQUEST, "42"), true);
    }

    /** They are about a preview that is cleaned up or being cleaned up. */
    public GivenFacts previewOver() {
        var r = resource;
        return new GivenFacts(
                attempt,
                new ResourceFacts(
                        r.resourceId(),
                        r.environmentId(),
                        r.serverId(),
                        r.profileDeployable(),
                        r.profileDrifted(),
                        r.targetRegistered(),
                        r.targetReachable(),
                        r.environmentLocked(),
                        cleanedUp(),
                        r.active(),
                        r.serving()),
                candidates);
    }

    public GivenFacts serving(DeploymentId serving) {
        var r = resource;
        return new GivenFacts(
                attempt,
                new ResourceFacts(
                        r.resourceId(),
                        r.environmentId(),
                        r.serverId(),
                        r.profileDeployable(),
                        r.profileDrifted(),
                        r.targetRegistered(),
                        r.targetReachable(),
                        r.environmentLocked(),
                        r.preview(),
                        r.active(),
                        serving),
                candidates);
    }

    public GivenFacts withoutCandidates() {
        return candidates(new CandidateFacts[0]);
    }

    public GivenFacts candidates(CandidateFacts... all) {
        return new GivenFacts(attempt, resource, List.of(all));
    }

    private GivenFacts resource(
            boolean deployable,
            boolean registered,
            boolean reachable,
            boolean locked,
            ResourceFacts.@Nullable Active active) {
        return new GivenFacts(
                attempt,
                new ResourceFacts(
                        Given.RESOURCE,
                        Given.ENVIRONMENT,
                        Given.SERVER,
                        deployable,
                        resource.profileDrifted(),
                        registered,
                        reachable,
                        locked,
                        resource.preview(),
                        active,
                        resource.serving()),
                candidates);
    }

    public RecoveryFacts facts() {
        return new RecoveryFacts(attempt, resource, candidates, candidates.size());
    }

    public RecoveryReadiness readiness() {
        return RecoveryReadiness.judge(facts(), Given.at(60));
    }

    public static RecoveryCommand retry() {
        return new RecoveryCommand.Retry();
    }

    public static RecoveryCommand redeploy() {
        return new RecoveryCommand.Redeploy();
    }

    public static RecoveryCommand rollbackTo(CandidateFacts candidate) {
        return new RecoveryCommand.Rollback(candidate);
    }

    public Outcome when(RecoveryCommand command) {
        var readiness = readiness();
        return new Outcome(
                Recovery.refusal(command, facts()),
                switch (command) {
                    case RecoveryCommand.Retry c -> readiness.retry();
                    case RecoveryCommand.Redeploy c -> readiness.redeploy();
                    case RecoveryCommand.Rollback c -> readiness.rollback();
                },
                switch (command) {
                    case RecoveryCommand.Retry c -> RecoveryAction.RETRY;
                    case RecoveryCommand.Redeploy c -> RecoveryAction.REDEPLOY;
                    case RecoveryCommand.Rollback c -> RecoveryAction.ROLLBACK;
                });
    }

    /** What the command is told, and what readiness said about it. */
    public record Outcome(Optional<Problem> refusal, Verdict readiness, RecoveryAction action) {
        public void thenAdmitted() {
            assertThat(refusal).isEmpty();
            assertThat(readiness.allowed()).isTrue();
        }

        public void thenRefused(RecoveryReason... reasons) {
            assertThat(refusal).isPresent();
            assertThat(readiness.allowed()).isFalse();
            assertThat(refusal.get().code()).isEqualTo(action.refusal());
            assertThat(refusal.get().reasons().stream()
                            .filter(Reason::blocks)
                            .map(Reason::code)
                            .distinct())
                    .containsExactly(
                            List.of(reasons).stream().map(RecoveryReason::code).toArray(String[]::new));
            for (var reason : reasons) {
                assertThat(refusal.get().detail()).contains(reason.code(), reason.advice());
            }
        }
    }
}

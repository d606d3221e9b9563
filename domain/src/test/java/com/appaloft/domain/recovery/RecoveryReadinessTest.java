package com.appaloft.domain.recovery;

import static com.appaloft.domain.testing.GivenFacts.allIsWell;
import static com.appaloft.domain.testing.GivenFacts.candidate;
import static com.appaloft.domain.testing.GivenFacts.given;
import static com.appaloft.domain.testing.GivenFacts.rollbackTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenFacts;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What readiness recommends, and the state it says it was judged on. */
class RecoveryReadinessTest {
    @Test
    void withoutASuccessThereIsNothingToRollBackTo() {
        var readiness = allIsWell().withoutCandidates().readiness();
        assertThat(readiness.rollback().blockers()).containsExactly("rollback-candidate-not-successful");
        assertThat(readiness.recommendedCandidate()).isNull();
    }

    @Test
    void whatIsIdenticalToWhatServesMayBeChosenByHandAndIsNeverRecommended() {
        var c = candidate();
        var identical = new CandidateFacts(
                c.id(), c.status(), c.finishedAt(), true, true, true, c.artifact(), c.observed(), false, true, false);
        given(allIsWell().candidates(identical)).when(rollbackTo(identical)).thenAdmitted();
        var readiness = allIsWell().candidates(identical).readiness();
        assertThat(readiness.rollback().allowed()).isTrue();
        assertThat(readiness.recommendedCandidate()).isNull();
    }

    @Test
    void theNewestReadyCandidateIsRecommended() {
        var lost = candidate().seenAs(Observation.MISSING);
        var newest = named("newest", Given.artifact("v3"));
        assertThat(allIsWell().candidates(newest, lost).readiness().recommendedCandidate())
                .isEqualTo(newest.id());
        assertThat(allIsWell()
                        .candidates(newest, candidate())
                        .serving(newest.id())
                        .readiness()
                        .recommendedCandidate())
                .isEqualTo(GivenFacts.GOOD);
    }

    @Test
    void aStalledAttemptShouldBeCanceledAndOneThatIsStoppingCannotBe() {
        var start = 60 - RecoveryReadiness.STALLED_AFTER.toSeconds();
        var stalled = allIsWell().active(Status.RUNNING, start - 1).readiness();
        assertThat(stalled.cancel().recommended()).isTrue();
        assertThat(stalled.cancel().activeDeploymentId()).isEqualTo(GivenFacts.ACTIVE);
        assertThat(stalled.recommendedActions().stream().filter(RecommendedAction::command))
                .extracting(RecommendedAction::operation)
                .containsExactly("deployments.cancel");
        var moving = allIsWell().active(Status.RUNNING, start).readiness().cancel();
        assertThat(moving.allowed()).isTrue();
        assertThat(moving.recommended()).isFalse();
        var stopping = allIsWell()
                .active(Status.CANCEL_REQUESTED, start - 1)
                .readiness()
                .cancel();
        assertThat(stopping.allowed()).isFalse();
        assertThat(stopping.recommended()).isFalse();
        assertThat(stopping.stalled()).isTrue();
        assertThat(allIsWell().readiness().cancel().allowed()).isFalse();
    }

    @Test
    void theFirstThingToLookAtFollowsFromTheFailure() {
        var first = Map.of(
                FailureCode.HEALTH_TIMEOUT, "deployments.logs",
                FailureCode.ENGINE_UNAVAILABLE, "servers.test",
                FailureCode.DOCKERFILE_MISSING, "deployments.show");
        first.forEach((failure, operation) -> assertThat(allIsWell()
                        .failed(failure)
                        .readiness()
                        .recommendedActions()
                        .getFirst()
                        .operation())
                .isEqualTo(operation));
    }

    @Test
    void aRelinkIsRecommendedOnlyWhereTheSourceCouldNotBeReadAndNeverInsteadOfARetry() {
        for (var failure : FailureCode.values()) {
            var actions = allIsWell().failed(failure).readiness().recommendedActions().stream()
                    .map(RecommendedAction::operation)
                    .toList();
            boolean unreadable = failure.category() == FailureCode.Category.SOURCE_UNREADABLE;
            assertThat(actions.contains("resources.source.relink"))
                    .as(failure.wire())
                    .isEqualTo(unreadable);
            assertThat(actions.contains("deployments.retry")).as(failure.wire()).isEqualTo(failure.retriable());
        }
    }

    @Test
    void anActionSaysHowToCallItAndHowToTypeIt() {
        assertThat(allIsWell().readiness().recommendedActions()).allSatisfy(action -> {
            assertThat(action.href()).startsWith("/api/");
            assertThat(action.cli()).startsWith("appaloft ");
            assertThat(action.label()).isNotBlank();
        });
        assertThat(allIsWell().readiness().recommendedActions())
                .extracting(RecommendedAction::cli)
                .contains(
                        "appaloft deployments retry dep_subject",
                        "appaloft deployments rollback dep_subject --candidate dep_good",
                        "appaloft deployments redeploy res_web");
    }

    @Test
    void theMarkerChangesWithEverythingItCounts() {
        var marker = new StateMarker(1, 2, 3, true, Given.at(1));
        assertThat(marker.version())
                .isEqualTo(new StateMarker(1, 2, 3, true, Given.at(9)).version())
                .hasSize(24);
        assertThat(Stream.of(
                                new StateMarker(2, 2, 3, true, Given.at(1)),
                                new StateMarker(1, 3, 3, true, Given.at(1)),
                                new StateMarker(1, 2, 4, true, Given.at(1)),
                                new StateMarker(1, 2, 3, false, Given.at(1)),
                                new StateMarker(12, 3, 0, true, Given.at(1)),
                                new StateMarker(1, 23, 0, true, Given.at(1)),
                                marker)
                        .map(StateMarker::version))
                .doesNotHaveDuplicates();
    }

    private static CandidateFacts named(String name, Artifact artifact) {
        return new CandidateFacts(
                Given.attempt(name),
                Status.SUCCEEDED,
                Given.at(30),
                true,
                true,
                true,
                artifact,
                Observation.PRESENT,
                false,
                false,
                false);
    }
}

package com.appaloft.domain.recovery;

import static com.appaloft.domain.recovery.RecoveryReason.*;
import static com.appaloft.domain.testing.GivenFacts.allIsWell;
import static com.appaloft.domain.testing.GivenFacts.candidate;
import static com.appaloft.domain.testing.GivenFacts.given;
import static com.appaloft.domain.testing.GivenFacts.redeploy;
import static com.appaloft.domain.testing.GivenFacts.retry;
import static com.appaloft.domain.testing.GivenFacts.rollbackTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.testing.CheckedIn;
import com.appaloft.domain.testing.GivenFacts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each reason blocks, and that it can occur at all. */
class RecoveryReasonsTest {
    /** What is agreed: which reason blocks what. A blank means it only cautions or informs. */
    private static final String AGREED = """
            attempt-not-terminal: retry
            attempt-status-not-recoverable: retry
            failure-not-retriable: retry
            snapshot-missing: retry, candidate
            environment-snapshot-missing: retry, candidate
            runtime-target-missing: retry, redeploy, rollback, candidate
            runtime-target-unreachable:
            runtime-artifact-missing: retry, candidate
            rollback-candidate-expired: candidate
            attempt-archived:
            artifact-digest-mismatch: candidate
            artifact-unverified: candidate
            rollback-candidate-not-successful: rollback, candidate
            rollback-candidate-target-mismatch: candidate
            rollback-candidate-identical:
            stateful-data-rollback-unsupported: candidate
            stateful-data-not-restored:
            resource-profile-invalid: redeploy
            resource-profile-drifted: redeploy
            resource-runtime-busy: retry, redeploy, rollback
            preview-cleaned-up: retry, redeploy, rollback
            environment-locked: retry, redeploy, rollback
            readiness-stale: command
            """;

    @TestFactory
    Stream<DynamicTest> everyReasonOccursAndBlocksExactlyWhatIsAgreed() {
        var agreed = AGREED.lines().map(line -> line.split(":", 2)).toList();
        var found = ReasonTable.derive();
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "the agreement names every reason",
                        () -> assertThat(agreed.stream().map(line -> line[0]))
                                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RecoveryReason.values())
                                        .map(RecoveryReason::code)
                                        .toList()))),
                agreed.stream()
                        .map(line -> DynamicTest.dynamicTest(line[0] + " blocks" + line[1], () -> {
                            var reason = Arrays.stream(RecoveryReason.values())
                                    .filter(r -> r.code().equals(line[0]))
                                    .findFirst()
                                    .orElseThrow();
                            assertThat(found.get(reason).occursIn()).isNotEmpty();
                            assertThat(String.join(", ", found.get(reason).blocks()))
                                    .isEqualTo(line[1].strip());
                        })));
    }

    @Test
    void theListOfReasonsIsUpToDate() {
        CheckedIn.isUpToDate("recovery.md", ReasonTable.document());
    }

    @Test
    void whereAllIsWellEverythingIsAllowedWithoutAReason() {
        given(allIsWell()).when(retry()).thenAdmitted();
        given(allIsWell()).when(redeploy()).thenAdmitted();
        given(allIsWell()).when(rollbackTo(candidate())).thenAdmitted();
        var readiness = allIsWell().readiness();
        assertThat(readiness.recoverable()).isTrue();
        assertThat(readiness.recommendedCandidate()).isEqualTo(GivenFacts.GOOD);
        assertThat(readiness.retry().reasons()).isEmpty();
        assertThat(readiness.redeploy().reasons()).isEmpty();
        assertThat(readiness.rollback().reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "PLANNING", "PLANNED", "RUNNING", "CANCEL_REQUESTED"})
    void anActiveAttemptIsNotRetried(Status status) {
        given(allIsWell().ended(status, null, SnapshotState.INTENT_ONLY))
                .when(retry())
                .thenRefused(ATTEMPT_NOT_TERMINAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "ROLLED_BACK"})
    void whatSucceededOrWasRolledBackHasNothingToRetry(Status status) {
        given(allIsWell().ended(status, null, SnapshotState.COMPLETE))
                .when(retry())
                .thenRefused(ATTEMPT_STATUS_NOT_RECOVERABLE);
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void aFailureIsRetriedExactlyIfItSaysThatTheSameInputMaySucceed(FailureCode code) {
        var outcome = given(allIsWell().failed(code)).when(retry());
        if (code.retriable()) {
            outcome.thenAdmitted();
        } else {
            outcome.thenRefused(FAILURE_NOT_RETRIABLE);
        }
    }

    @Test
    void whatFailedBeforeItsSnapshotIsNotRetried() {
        given(allIsWell().ended(Status.FAILED, FailureCode.ENGINE_UNAVAILABLE, SnapshotState.MISSING))
                .when(retry())
                .thenRefused(SNAPSHOT_MISSING);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERRUPTED", "CANCELED"})
    void whatWasStoppedBeforeItsSnapshotStartsAgainFromItsIntent(Status status) {
        given(allIsWell().ended(status, null, SnapshotState.INTENT_ONLY))
                .when(retry())
                .thenAdmitted();
    }

    @Test
    void configurationThatNoLongerExistsIsNotRunAgain() {
        given(allIsWell().environmentIncomplete()).when(retry()).thenRefused(ENVIRONMENT_SNAPSHOT_MISSING);
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "OTHER_CONTENT"})
    void aLostArtifactIsMadeAgainByARetryWhereItsInputIsPinned(Observation observed) {
        given(allIsWell().seen(observed, true)).when(retry()).thenAdmitted();
        given(allIsWell().seen(observed, false)).when(retry()).thenRefused(RUNTIME_ARTIFACT_MISSING);
    }

    @Test
    void anArtifactThatRetentionLetGoOfIsMadeAgainOrNotRunAtAll() {
        given(allIsWell().released(true)).when(retry()).thenAdmitted();
        given(allIsWell().released(false)).when(retry()).thenRefused(RUNTIME_ARTIFACT_MISSING);
    }

    @Test
    void aBusyResourceRefusesEverything() {
        for (var command : List.of(retry(), redeploy(), rollbackTo(candidate()))) {
            given(allIsWell().busy()).when(command).thenRefused(RESOURCE_RUNTIME_BUSY);
        }
        var reason = allIsWell().busy().readiness().retry().reasons().getFirst();
        assertThat(reason.relatedDeploymentId()).isEqualTo(GivenFacts.ACTIVE.value());
        assertThat(reason.retriable()).isTrue();
    }

    @Test
    void aLockedEnvironmentRefusesEverything() {
        for (var command : List.of(retry(), redeploy(), rollbackTo(candidate()))) {
            given(allIsWell().locked()).when(command).thenRefused(ENVIRONMENT_LOCKED);
        }
    }

    @Test
    void aPreviewThatIsCleanedUpRefusesEverythingThatBelongsToIt() {
        for (var command : List.of(retry(), redeploy(), rollbackTo(candidate()))) {
            given(allIsWell().previewOver()).when(command).thenRefused(RecoveryReason.PREVIEW_CLEANED_UP);
        }
    }

    @Test
    void aDeregisteredServerRefusesEverything() {
        for (var command : List.of(retry(), redeploy(), rollbackTo(candidate()))) {
            given(allIsWell().targetDeregistered()).when(command).thenRefused(RUNTIME_TARGET_MISSING);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAWarningAndItsArtifactsAreUnverified() {
        given(allIsWell().targetUnreachable()).when(retry()).thenAdmitted();
        given(allIsWell().targetUnreachable()).when(redeploy()).thenAdmitted();
        given(allIsWell().targetUnreachable()).when(rollbackTo(candidate())).thenRefused(ARTIFACT_UNVERIFIED);
        assertThat(allIsWell().targetUnreachable().readiness().recommendedActions())
                .extracting(RecommendedAction::operation)
                .contains("servers.test");
    }

    @Test
    void aProfileThatCannotBeDeployedRefusesARedeployOnly() {
        given(allIsWell().profileInvalid()).when(redeploy()).thenRefused(RESOURCE_PROFILE_INVALID);
        given(allIsWell().profileInvalid()).when(retry()).thenAdmitted();
        given(allIsWell().profileInvalid()).when(rollbackTo(candidate())).thenAdmitted();
    }

    @Test
    void aSourceThatWentItsOwnWayRefusesARedeployOnly() {
        given(allIsWell().profileDrifted()).when(redeploy()).thenRefused(RESOURCE_PROFILE_DRIFTED);
        given(allIsWell().profileDrifted()).when(retry()).thenAdmitted();
        given(allIsWell().profileDrifted()).when(rollbackTo(candidate())).thenAdmitted();
    }

    @Test
    void codesAreNeverSharedAndAdviceIsASentence() {
        assertThat(Arrays.stream(RecoveryReason.values()).map(RecoveryReason::code))
                .doesNotHaveDuplicates();
        assertThat(RecoveryReason.values())
                .allSatisfy(r -> assertThat(r.advice()).endsWith("."));
    }
}

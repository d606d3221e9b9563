package com.appaloft.domain.deployment;

import static com.appaloft.domain.testing.GivenAttempt.ID;
import static com.appaloft.domain.testing.GivenAttempt.NOW;
import static com.appaloft.domain.testing.GivenAttempt.after;
import static com.appaloft.domain.testing.GivenAttempt.cancel;
import static com.appaloft.domain.testing.GivenAttempt.created;
import static com.appaloft.domain.testing.GivenAttempt.fail;
import static com.appaloft.domain.testing.GivenAttempt.given;
import static com.appaloft.domain.testing.GivenAttempt.in;
import static com.appaloft.domain.testing.GivenAttempt.planned;
import static com.appaloft.domain.testing.GivenAttempt.planning;
import static com.appaloft.domain.testing.GivenAttempt.rollBack;
import static com.appaloft.domain.testing.GivenAttempt.running;
import static com.appaloft.domain.testing.GivenAttempt.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRulesTest {
    /** For every state and every command: the state afterwards, or {@code -} where it is refused. */
    private static final String TABLE = """
            state            start     finish           capture artifact  succeed   fail   roll-back   interrupt   abandon     cancel           prove    archive
            created          planning  created          planned created   -         failed -           interrupted interrupted cancel-requested -        -
            planning         planning  planning         planned planning  -         failed -           interrupted interrupted cancel-requested -        -
            planned          running   planned          -       planned   -         failed -           interrupted interrupted cancel-requested -        -
            running          running   running          -       -         succeeded failed rolled-back interrupted interrupted cancel-requested -        -
            cancel-requested -         cancel-requested -       -         -         -      -           -           interrupted cancel-requested canceled -
            succeeded        -         -                -       -         -         -      -           -           -           -                -        succeeded
            failed           -         -                -       -         -         -      -           -           -           -                -        failed
            canceled         -         -                -       -         -         -      -           -           -           -                -        canceled
            interrupted      -         -                -       -         -         -      -           -           -           -                -        interrupted
            rolled-back      -         -                -       -         -         -      -           -           -           -                -        rolled-back
            """;

    @TestFactory
    Stream<DynamicTest> everyCommandInEveryStateIsAcceptedOrRefusedAsTheTableSays() {
        var rows = TABLE.lines().map(line -> List.of(line.split(" +"))).toList();
        var commands = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> IntStream.range(1, row.size())
                        .mapToObj(column -> check(row.getFirst(), commands.get(column), row.get(column))));
    }

    @Test
    void theTableNamesEveryState() {
        assertThat(TABLE.lines().skip(1).map(line -> line.split(" +")[0]))
                .containsExactlyElementsOf(
                        Arrays.stream(Status.values()).map(Status::wire).toList());
        assertThat(TABLE.lines().findFirst().orElseThrow().split(" +"))
                .hasSize(1 + DeploymentCommand.class.getPermittedSubclasses().length);
    }

    private static DynamicTest check(String status, String command, String expected) {
        return DynamicTest.dynamicTest(status + " × " + command + " → " + expected, () -> {
            var state = in(Status.ofWire(status).orElseThrow());
            var outcome = given(state).when(command(command, state));
            if (expected.equals("-")) {
                outcome.thenRefused(
                        command.equals("archive")
                                ? ProblemCode.DEPLOYMENT_ARCHIVE_NOT_ALLOWED
                                : ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
                assertThat(outcome.after()).isSameAs(state);
            } else {
                outcome.then(Status.ofWire(expected).orElseThrow());
            }
        });
    }

    private static DeploymentCommand command(String name, Deployment state) {
        return switch (name) {
            case "start" -> start(next(state.attempt().phase()));
            case "finish" -> new DeploymentCommand.FinishPhase(Phase.DETECT, true, NOW);
            case "capture" -> new DeploymentCommand.CaptureSnapshot(Given.snapshot("v2", null), NOW);
            case "artifact" -> new DeploymentCommand.RecordArtifact(Given.artifact("v2"), NOW);
            case "succeed" -> new DeploymentCommand.Succeed(null, NOW);
            case "fail" -> fail(FailureCode.BUILD_FAILED);
            case "roll-back" -> rollBack();
            case "interrupt" -> new DeploymentCommand.Interrupt("Lost.", NOW);
            case "abandon" -> new DeploymentCommand.Abandon("Nobody can look.", NOW);
            case "cancel" -> cancel(ID.value());
            case "archive" -> new DeploymentCommand.Archive(ID.value(), NOW);
            case "prove" -> new DeploymentCommand.ProveCanceled(NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Phase next(Phase reached) {
        return reached == null
                ? Phase.DETECT
                : Phase.values()[Math.min(reached.ordinal() + 1, Phase.values().length - 1)];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " dep_subject",
                "dep_subject ",
                "DEP_SUBJECT",
                "dep_subjec",
                "dep_subject\n",
                "dep_other",
                "yes"
            })
    void aConfirmationThatIsNotTheIdToTheLetterChangesNothing(String confirm) {
        for (var status : Status.values()) {
            given(in(status)).when(cancel(confirm)).thenRefused(ProblemCode.CONFIRMATION_MISMATCH);
        }
    }

    @Test
    void theRefusedConfirmationPointsAtItsField() {
        var decision = DeploymentRules.decide(running(), cancel("yes"));
        assertThat(decision.<String>fold(a -> null, r -> r.problem().pointer())).isEqualTo("/confirm");
    }

    @Test
    void askingAgainToCancelWhatIsStoppingChangesNothing() {
        given(in(Status.CANCEL_REQUESTED)).when(cancel(ID.value())).thenNothingHappens();
    }

    @Test
    void whatIsBeingCanceledEndsOnlyAsCanceledWithTheCauseItWasAskedWith() {
        var canceled = (Deployment.Canceled) given(in(Status.CANCEL_REQUESTED))
                .when(new DeploymentCommand.ProveCanceled(NOW))
                .then(Status.CANCELED);
        assertThat(canceled.cause()).isEqualTo("requested");
        assertThat(canceled.finishedAt()).isEqualTo(NOW);
    }

    @Test
    void anAttemptWithoutSnapshotOrArtifactCannotSucceed() {
        var succeed = new DeploymentCommand.Succeed(null, NOW);
        given(after(planned(), start(Phase.EXECUTE)))
                .when(succeed)
                .thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
        given(after(planning(), new DeploymentCommand.RecordArtifact(Given.artifact("v1"), NOW)))
                .when(succeed)
                .thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
    }

    @Test
    void anAttemptThatHasSnapshotAndArtifactButWasNotExecutedCannotSucceed() {
        given(after(planned(), new DeploymentCommand.RecordArtifact(Given.artifact("v1"), NOW)))
                .when(new DeploymentCommand.Succeed(null, NOW))
                .thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
    }

    @Test
    void aCapturedSnapshotIsFrozen() {
        var other = new DeploymentCommand.CaptureSnapshot(Given.snapshot("v2", null), NOW);
        assertThat(given(planned()).when(other).after().attempt().snapshot()).isEqualTo(Given.snapshot("v1", null));
    }

    @Test
    void phasesNeverGoBack() {
        for (var reached : Phase.values()) {
            var state = after(planned(), start(Phase.EXECUTE));
            for (var phase : List.of(Phase.VERIFY, Phase.CUT_OVER)) {
                if (phase.compareTo(reached) <= 0) {
                    state = after(state, start(phase));
                }
            }
            for (var phase : Phase.values()) {
                if (phase.compareTo(state.attempt().phase()) <= 0) {
                    given(state).when(start(phase)).thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXECUTE", "VERIFY", "CUT_OVER"})
    void nothingIsExecutedBeforeThereIsASnapshot(Phase phase) {
        given(created()).when(start(phase)).thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
        given(planning()).when(start(phase)).thenRefused(ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED);
    }

    @Test
    void aPhaseThatFinishesTellsHowLongItTook() {
        var decision = DeploymentRules.decide(
                planning(), new DeploymentCommand.FinishPhase(Phase.DETECT, false, NOW.plusMillis(1234)));
        assertThat(decision)
                .isEqualTo(Decision.accept(
                        new DeploymentEvent.PhaseFinished(ID, Phase.DETECT, false, 1234, NOW.plusMillis(1234))));
    }

    @Test
    void aClockThatWentBackMakesNoNegativeDuration() {
        var decision = DeploymentRules.decide(
                planning(), new DeploymentCommand.FinishPhase(Phase.DETECT, true, NOW.minusSeconds(5)));
        assertThat(((DeploymentEvent.PhaseFinished) decision.orThrow().getFirst()).durationMs())
                .isZero();
    }

    @Test
    void aRefusalNamesTheAttemptItsStateAndTheReason() {
        var decision = DeploymentRules.decide(in(Status.SUCCEEDED), cancel(ID.value()));
        assertThat(decision.<String>fold(a -> "", r -> r.problem().detail()))
                .isEqualTo(
                        "Deployment dep_subject is succeeded: it has ended; only an active attempt can be canceled.");
    }

    @Test
    void theSampleOfEveryStateIsInThatState() {
        for (var status : Status.values()) {
            assertThat(GivenAttempt.in(status).status()).isEqualTo(status);
            assertThat(GivenAttempt.in(status) instanceof Deployment.Ended).isEqualTo(status.terminal());
        }
    }

    @Test
    void archivingAgainChangesNothingAndAWrongConfirmationIsRefused() {
        var archived = given(in(Status.FAILED))
                .when(new DeploymentCommand.Archive(ID.value(), NOW))
                .then(Status.FAILED);

        assertThat(archived.attempt().archivedAt()).isEqualTo(NOW);
        given(archived)
                .when(new DeploymentCommand.Archive(ID.value(), NOW.plusSeconds(9)))
                .thenNothingHappens();
        given(in(Status.FAILED))
                .when(new DeploymentCommand.Archive(ID.value() + " ", NOW))
                .thenRefused(ProblemCode.CONFIRMATION_MISMATCH);
    }
}

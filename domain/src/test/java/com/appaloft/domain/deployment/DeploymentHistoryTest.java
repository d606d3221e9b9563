package com.appaloft.domain.deployment;

import static com.appaloft.domain.testing.GivenAttempt.ID;
import static com.appaloft.domain.testing.GivenAttempt.NOW;
import static com.appaloft.domain.testing.GivenAttempt.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.testing.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentHistoryTest {
    @Test
    void aSuccessFoldsThroughEveryStateInOrder() {
        assertThat(statuses(Given.succeeded(ID, "v1", Given.at(0))))
                .containsExactly(
                        Status.CREATED,
                        Status.PLANNING,
                        Status.PLANNED,
                        Status.PLANNED,
                        Status.RUNNING,
                        Status.RUNNING,
                        Status.SUCCEEDED);
    }

    @Test
    void aSuccessKeepsWhatItWasMadeOfAndWhereItAnswers() {
        var state = (Deployment.Succeeded) folded(Given.succeeded(ID, "v1", Given.at(0)));
        assertThat(state.attempt().snapshot()).isEqualTo(Given.snapshot("v1", null));
        assertThat(state.attempt().artifact()).isEqualTo(Given.artifact("v1"));
        assertThat(state.accessUrl()).isEqualTo("http://127.0.0.1:18080");
        assertThat(state.finishedAt()).isEqualTo(Given.at(10));
        assertThat(state.attempt().lastProgressAt()).isEqualTo(Given.at(10));
        assertThat(state.attempt().phase()).isEqualTo(Phase.EXECUTE);
        assertThat(state.attempt().phaseStartedAt()).isEqualTo(Given.at(3));
    }

    @Test
    void onlyFailedAndRolledBackHaveAFailure() {
        for (var status : Status.values()) {
            assertThat(in(status).failureOrNull() != null)
                    .isEqualTo(status == Status.FAILED || status == Status.ROLLED_BACK);
        }
    }

    @Test
    void anAttemptIsBegunOnceAPhaseHasStarted() {
        assertThat(in(Status.CREATED).begun()).isFalse();
        assertThat(in(Status.PLANNING).begun()).isTrue();
        var retry = NewAttempt.retry(Given.attempt("next"), in(Status.FAILED), NOW);
        assertThat(folded(retry).begun()).isFalse();
    }

    @Test
    void anAttemptThatBeginsWithASnapshotIsPlannedAndStaysSoWhileItsSourceIsChecked() {
        var next = Given.attempt("next");
        var events = new ArrayList<DomainEvent>(NewAttempt.retry(next, in(Status.FAILED), NOW));
        events.add(new DeploymentEvent.PhaseStarted(next, Phase.DETECT, NOW));
        events.add(new DeploymentEvent.PhaseStarted(next, Phase.PLAN, NOW));
        events.add(new DeploymentEvent.PhaseStarted(next, Phase.EXECUTE, NOW));
        assertThat(statuses(events))
                .containsExactly(Status.CREATED, Status.PLANNED, Status.PLANNED, Status.PLANNED, Status.RUNNING);
    }

    @Test
    void whatIsBeingCanceledStaysSoWhateverIsStillWrittenDown() {
        var state = in(Status.CANCEL_REQUESTED);
        for (var late : List.of(
                new DeploymentEvent.SnapshotCaptured(ID, Given.snapshot("v1", null), NOW),
                new DeploymentEvent.ArtifactRecorded(ID, Given.artifact("v1"), NOW),
                new DeploymentEvent.PhaseStarted(ID, Phase.CUT_OVER, NOW),
                new DeploymentEvent.PhaseFinished(ID, Phase.CUT_OVER, false, 1, NOW))) {
            state = DeploymentHistory.evolve(state, late);
            assertThat(state.status()).isEqualTo(Status.CANCEL_REQUESTED);
        }
    }

    @Test
    void aHistoryThatDoesNotStartWithItsRequestIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DeploymentHistory.evolve(null, new DeploymentEvent.PhaseStarted(ID, Phase.PLAN, NOW)))
                .withMessage("an attempt's history starts with its request");
    }

    private static Deployment folded(List<? extends DomainEvent> events) {
        Deployment state = null;
        for (var event : events) {
            state = event instanceof DeploymentEvent e ? DeploymentHistory.evolve(state, e) : state;
        }
        return state;
    }

    private static List<Status> statuses(List<? extends DomainEvent> events) {
        var statuses = new ArrayList<Status>();
        Deployment state = null;
        for (var event : events) {
            if (event instanceof DeploymentEvent e) {
                state = DeploymentHistory.evolve(state, e);
                statuses.add(state.status());
            }
        }
        return statuses;
    }
}

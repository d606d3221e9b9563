package com.appaloft.domain.deployment;

import static com.appaloft.domain.testing.GivenAttempt.ID;
import static com.appaloft.domain.testing.GivenAttempt.created;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.testing.Given;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class DeploymentPropertiesTest {
    private static final List<Phase> PHASES = List.of(Phase.values());

    @Property
    void whateverIsCommandedATerminalStateIsNeverLeftAndNothingGoesBack(
            @ForAll("commands") List<DeploymentCommand> commands) {
        var state = created();
        for (var command : commands) {
            var decision = DeploymentRules.decide(state, command);
            var before = state;
            for (var event : decision.fold(Decision.Accepted::events, r -> List.<DeploymentEvent>of())) {
                state = DeploymentHistory.evolve(state, event);
            }
            if (before instanceof Deployment.Ended) {
                assertThat(decision).isInstanceOf(Decision.Refused.class);
                assertThat(state).isSameAs(before);
            }
            if (before instanceof Deployment.CancelRequested && state instanceof Deployment.Ended) {
                assertThat(state)
                        .isInstanceOf(
                                command instanceof DeploymentCommand.Abandon
                                        ? Deployment.Interrupted.class
                                        : Deployment.Canceled.class);
            }
            assertThat(state.status()).isGreaterThanOrEqualTo(before.status());
            if (before.attempt().snapshot() != null) {
                assertThat(state.attempt().snapshot())
                        .isEqualTo(before.attempt().snapshot());
            }
            if (before.attempt().artifact() != null) {
                assertThat(state.attempt().artifact())
                        .isEqualTo(before.attempt().artifact());
            }
        }
        Statistics.collect(state.status());
    }

    @Property
    void anEndedAttemptHasExactlyOneLastEvent(@ForAll("commands") List<DeploymentCommand> commands) {
        var state = created();
        int endings = 0;
        for (var command : commands) {
            for (var event : DeploymentRules.decide(state, command)
                    .fold(Decision.Accepted::events, r -> List.<DeploymentEvent>of())) {
                state = DeploymentHistory.evolve(state, event);
                assertThat(event.terminal()).isEqualTo(state instanceof Deployment.Ended);
                endings += event.terminal() ? 1 : 0;
            }
        }
        assertThat(endings).isEqualTo(state instanceof Deployment.Ended ? 1 : 0);
    }

    @Property
    void evolveNeverThrowsWhateverIsStoredBehindARequest(@ForAll("events") List<DeploymentEvent> events) {
        var state = created();
        for (var event : events) {
            state = DeploymentHistory.evolve(state, event);
            assertThat(state.id()).isEqualTo(ID);
            assertThat(state.attempt().request()).isEqualTo(created().attempt().request());
        }
    }

    @Provide
    Arbitrary<List<DeploymentCommand>> commands() {
        return Combinators.combine(kinds(), times(), Arbitraries.of(PHASES))
                .as(DeploymentPropertiesTest::command)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<DeploymentEvent>> events() {
        return Combinators.combine(Arbitraries.integers().between(0, 9), times(), Arbitraries.of(PHASES))
                .as(DeploymentPropertiesTest::event)
                .list()
                .ofMaxSize(20);
    }

    private static Arbitrary<Integer> kinds() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(4, 11)));
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.integers().between(-5, 3600).map(Given::at);
    }

    private static DeploymentCommand command(int kind, Instant at, Phase phase) {
        return switch (kind) {
            case 0 -> new DeploymentCommand.StartPhase(phase, at);
            case 1 -> new DeploymentCommand.FinishPhase(phase, phase != Phase.VERIFY, at);
            case 2 -> new DeploymentCommand.CaptureSnapshot(Given.snapshot("at" + at.getEpochSecond(), null), at);
            case 3 -> new DeploymentCommand.RecordArtifact(Given.artifact("at" + at), at);
            case 4 -> new DeploymentCommand.Succeed(null, at);
            case 5 -> new DeploymentCommand.Fail(failure(phase), at);
            case 6 -> new DeploymentCommand.RollBack(failure(phase), null, at);
            case 7 -> new DeploymentCommand.Interrupt("Lost.", at);
            case 8 -> new DeploymentCommand.RequestCancel(ID.value(), "requested", at);
            case 9 -> new DeploymentCommand.RequestCancel("no", "requested", at);
            case 10 -> new DeploymentCommand.Abandon("Nobody can look.", at);
            default -> new DeploymentCommand.ProveCanceled(at);
        };
    }

    private static DeploymentEvent event(int kind, Instant at, Phase phase) {
        return switch (kind) {
            case 0 -> new DeploymentEvent.PhaseStarted(ID, phase, at);
            case 1 -> new DeploymentEvent.PhaseFinished(ID, phase, true, 1, at);
            case 2 -> new DeploymentEvent.SnapshotCaptured(ID, Given.snapshot("v1", null), at);
            case 3 -> new DeploymentEvent.ArtifactRecorded(ID, Given.artifact("v1"), at);
            case 4 -> new DeploymentEvent.Succeeded(ID, null, at);
            case 5 -> new DeploymentEvent.Failed(ID, failure(phase), at);
            case 6 -> new DeploymentEvent.RolledBack(ID, failure(phase), null, at);
            case 7 -> new DeploymentEvent.Interrupted(ID, "Lost.", at);
            case 8 -> new DeploymentEvent.CancelRequested(ID, "requested", at);
            default -> new DeploymentEvent.Canceled(ID, "superseded", Given.attempt("newer"), at);
        };
    }

    private static Failure failure(Phase phase) {
        return new Failure(phase, FailureCode.UNEXPECTED, "It failed.", null);
    }
}

package com.appaloft.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ProblemCode;
import java.time.Instant;

/** An attempt in any state, brought there by commands, and what becomes of it: {@code given(state).when(command).then(status)}. */
public record GivenAttempt(Deployment state) {
    public static final DeploymentId ID = Given.attempt("subject");
    public static final Instant NOW = Given.at(60);

    public static GivenAttempt given(Deployment state) {
        return new GivenAttempt(state);
    }

    public Outcome when(DeploymentCommand command) {
        return new Outcome(state, DeploymentRules.decide(state, command));
    }

    /** What was decided about an attempt. */
    public record Outcome(Deployment before, Decision<DeploymentEvent> decision) {
        public Deployment after() {
            return decision.fold(
                    accepted -> accepted.events().stream().reduce(before, DeploymentHistory::evolve, (a, b) -> b),
                    refused -> before);
        }

        public Deployment then(Status expected) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            assertThat(after().status()).isEqualTo(expected);
            return after();
        }

        public void thenNothingHappens() {
            assertThat(decision).isEqualTo(Decision.accept());
        }

        public void thenRefused(ProblemCode code) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(decision.<ProblemCode>fold(a -> null, r -> r.problem().code()))
                    .isEqualTo(code);
        }
    }

    public static Deployment created() {
        return DeploymentHistory.evolve(null, Given.requested(ID, new Trigger.Create(), Given.at(10)));
    }

    /** Detect is under way; nothing is known yet. */
    public static Deployment planning() {
        return after(created(), start(Phase.DETECT));
    }

    /** The snapshot is captured; nothing is made yet. */
    public static Deployment planned() {
        return after(
                planning(), start(Phase.PLAN), new DeploymentCommand.CaptureSnapshot(Given.snapshot("v1", null), NOW));
    }

    /** The artifact is made. */
    public static Deployment running() {
        return after(planned(), start(Phase.EXECUTE), new DeploymentCommand.RecordArtifact(Given.artifact("v1"), NOW));
    }

    /** The sample of each state. */
    public static Deployment in(Status status) {
        return switch (status) {
            case CREATED -> created();
            case PLANNING -> planning();
            case PLANNED -> planned();
            case RUNNING -> running();
            case CANCEL_REQUESTED -> after(running(), cancel(ID.value()));
            case SUCCEEDED -> after(running(), new DeploymentCommand.Succeed("http://127.0.0.1:18080", NOW));
            case FAILED -> after(running(), fail(FailureCode.CONTAINER_EXITED));
            case CANCELED -> after(in(Status.CANCEL_REQUESTED), new DeploymentCommand.ProveCanceled(NOW));
            case INTERRUPTED -> after(running(), new DeploymentCommand.Interrupt("The process was lost.", NOW));
            case ROLLED_BACK -> after(running(), rollBack());
        };
    }

    public static DeploymentCommand start(Phase phase) {
        return new DeploymentCommand.StartPhase(phase, NOW);
    }

    public static DeploymentCommand fail(FailureCode code) {
        return new DeploymentCommand.Fail(new Failure(Phase.EXECUTE, code, "It failed.", null), NOW);
    }

    public static DeploymentCommand rollBack() {
        return new DeploymentCommand.RollBack(
                new Failure(Phase.CUT_OVER, FailureCode.ROUTE_NOT_SERVING, "It does not answer.", null), null, NOW);
    }

    public static DeploymentCommand cancel(String confirm) {
        return new DeploymentCommand.RequestCancel(confirm, "requested", NOW);
    }

    /** The state after these commands, each of which must be accepted. */
    public static Deployment after(Deployment state, DeploymentCommand... commands) {
        var now = state;
        for (var command : commands) {
            for (var event : DeploymentRules.decide(now, command).orThrow()) {
                now = DeploymentHistory.evolve(now, event);
            }
        }
        return now;
    }
}

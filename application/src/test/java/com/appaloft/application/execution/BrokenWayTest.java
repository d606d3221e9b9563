package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the server breaks while an attempt is carried out; in these tests two seconds are too long. */
class BrokenWayTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");

    private final World world = new World();
    private final Script script = world.host().script();
    private final AttemptWorker process = world.process();

    @BeforeEach
    void something() {
        world.host().image(Given.profile().source().locator(), FakeImage.serving());
        admit(FIRST);
        process.carry(FIRST);
        admit(SECOND);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOLVE", "KEEP", "START", "ASK", "STOP", "REMOVE", "LOOK"})
    void whereverItBreaksTheAttemptGoesOnOnceItIsMended(Step step) {
        for (int i = 0; i < 4; i++) {
            script.failNext(step, FailureCode.SERVER_UNREACHABLE);
            script.blockNext(step).release();
        }
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.running()).singleElement().satisfies(w -> {
            assertThat(w.deployment()).isEqualTo(SECOND);
            assertThat(w.role()).isEqualTo(Role.SERVING);
        });
        assertThat(world.said).anyMatch(line -> line.contains("Waiting up to 2 s"));
        assertThat(world.said).contains("the server answers again");
    }

    @Test
    void aStartWhoseAnswerWasLostMayBeInItsOwnWayOnce() {
        script.failNext(Step.START, FailureCode.SERVER_UNREACHABLE);
        script.failNext(Step.START, FailureCode.START_FAILED);
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void aStartThatFailsWithoutAnyBreakFails() {
        script.failNext(Step.START, FailureCode.START_FAILED);
        process.carry(SECOND);
        assertThat(failure()).isEqualTo(FailureCode.START_FAILED);
    }

    @Test
    void aServerThatStaysAwayFailsTheAttemptBeforeAnythingWasSwitched() {
        script.serverIsAway(true);
        process.carry(SECOND);
        assertThat(failure()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
        script.serverIsAway(false);
        assertThat(world.slots.get(Given.SLOT).serving()).isEqualTo(FIRST);
    }

    @Test
    void whereItStaysAwayInTheMiddleOfTheCutOverNobodyClaimsToKnow() throws Exception {
        var stopping = script.blockNext(Step.STOP);
        var carrying = carriesOn();
        stopping.awaitReached();
        script.serverIsAway(true);
        stopping.release();
        carrying.get(30, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        script.serverIsAway(false);
        world.leftovers().tidy(world.server());
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void whoIsToldToStopDoesNotWaitForTheServerAndSaysCanceledOnlyWhenItCouldLook() throws Exception {
        var asking = script.blockNext(Step.ASK);
        var carrying = carriesOn();
        asking.awaitReached();
        script.serverIsAway(true);
        world.attempts.append(
                SECOND,
                DeploymentRules.decide(
                                world.attempts.get(SECOND),
                                new DeploymentCommand.RequestCancel(SECOND.value(), "asked", Given.START))
                        .orThrow());
        world.stop(SECOND);
        assertThatThrownBy(() -> carrying.get(1_500, TimeUnit.MILLISECONDS)).hasCauseInstanceOf(BackendFailure.class);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.CancelRequested.class);
        script.serverIsAway(false);
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Canceled.class);
    }

    private CompletableFuture<Void> carriesOn() {
        return CompletableFuture.runAsync(
                () -> process.carry(SECOND), task -> Thread.ofVirtual().start(task));
    }

    private FailureCode failure() {
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        return failure.code();
    }

    private void admit(DeploymentId id) {
        world.admit(id, new Trigger.Create(), new Intent(Given.profile(), EnvironmentSnapshot.EMPTY), null);
    }
}

package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
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
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the server breaks while an attempt is carried out; in these tests two seconds are too long. */
class BrokenWayTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final Profile IMAGE = Given.profile();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final World world = new World();
    private final Script script = world.host().script();
    private final AttemptWorker process = world.process();

    @BeforeEach
    void something() {
        world.host().image(IMAGE.source().locator(), FakeImage.serving());
        world.host().image("caddy:2", FakeImage.serving());
        admit(FIRST, IMAGE);
        process.carry(FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOLVE", "BUILD", "ASSEMBLE", "KEEP", "START", "ASK", "STOP", "REMOVE", "LOOK"})
    void whereverItBreaksTheAttemptGoesOnOnceItIsMended(Step step) {
        admit(
                SECOND,
                switch (step) {
                    case BUILD -> of(new Source.LocalFolder("/srv/web"), RuntimeSpec.Strategy.DOCKERFILE);
                    case ASSEMBLE -> of(new Source.StaticSite("/srv/web", null), RuntimeSpec.Strategy.STATIC);
                    default -> IMAGE;
                });
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
        assertThat(world.said).contains("the server answers again", "stops what serves, " + FIRST);
    }

    @Test
    void aStartWhoseAnswerWasLostMayBeInItsOwnWayOnce() {
        admit(SECOND, IMAGE);
        script.failNext(Step.START, FailureCode.SERVER_UNREACHABLE);
        script.failNext(Step.START, FailureCode.START_FAILED);
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void aStartThatFailsWithoutAnyBreakFails() {
        admit(SECOND, IMAGE);
        script.failNext(Step.START, FailureCode.START_FAILED);
        process.carry(SECOND);
        assertThat(failure()).isEqualTo(FailureCode.START_FAILED);
    }

    @Test
    void aServerThatStaysAwayFailsTheAttemptBeforeAnythingWasSwitched() {
        admit(SECOND, IMAGE);
        script.serverIsAway(true);
        process.carry(SECOND);
        assertThat(failure()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
        script.serverIsAway(false);
        assertThat(world.slots.get(Given.SLOT).serving()).isEqualTo(FIRST);
    }

    @Test
    void whereItStaysAwayInTheMiddleOfTheCutOverNobodyClaimsToKnow() throws Exception {
        admit(SECOND, IMAGE);
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
        admit(SECOND, IMAGE);
        var asking = script.blockNext(Step.ASK);
        var carrying = carriesOn();
        asking.awaitReached();
        script.serverIsAway(true);
        cancel();
        assertThatThrownBy(() -> carrying.get(1_500, TimeUnit.MILLISECONDS)).hasCauseInstanceOf(BackendFailure.class);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.CancelRequested.class);
        script.serverIsAway(false);
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Canceled.class);
    }

    /** It would take away what is put back meanwhile: an application may use the whole grace that it has. */
    @Test
    void whoIsToldToStopWhileTheOldOneIsStoppedWaitsForThatToBeDone() throws Exception {
        admit(SECOND, IMAGE);
        script.failNext(Step.STOP, FailureCode.SERVER_UNREACHABLE);
        var again = script.blockNext(Step.STOP);
        var carrying = carriesOn();
        untilItWaitsForTheServer();
        cancel();
        again.awaitReached();
        again.release();
        carrying.get(10, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Canceled.class);
        assertThat(world.running()).singleElement().satisfies(w -> {
            assertThat(w.deployment()).isEqualTo(FIRST);
            assertThat(w.running()).isTrue();
        });
    }

    /** What another one has put back stays. */
    @Test
    void whoWasReplacedWhileTheOldOneIsStoppedStopsItNoMore() throws Exception {
        admit(SECOND, IMAGE);
        script.failNext(Step.STOP, FailureCode.SERVER_UNREACHABLE);
        var again = script.blockNext(Step.STOP);
        var carrying = carriesOn();
        untilItWaitsForTheServer();
        process.carry(SECOND);
        carrying.handle((done, failed) -> Boolean.TRUE).get(10, TimeUnit.SECONDS);
        assertThat(again.isReached()).isFalse();
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
    }

    /** What it was told in that moment is no reason: whoever carries the attempt now says how it ends. */
    @Test
    void whoWasReplacedWhileItWaitedForTheServerEndsNothing() throws Exception {
        admit(SECOND, IMAGE);
        var asking = script.blockNext(Step.ASK);
        var carrying = carriesOn();
        asking.awaitReached();
        script.serverIsAway(true);
        asking.release();
        untilItWaitsForTheServer();
        process.carry(SECOND);
        assertThat(carrying).failsWithin(Duration.ofSeconds(10));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
    }

    @Test
    void aServerThatAnsweredForMinutesIsWaitedForAnew() {
        assertThat(workThatIsCutAfter(Duration.ZERO, Duration.ofSeconds(190))).isEqualTo("done");
    }

    @Test
    void aServerThatIsOnlyFoundAwayAgainIsNotWaitedForAnew() {
        assertThatThrownBy(() -> workThatIsCutAfter(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(20)))
                .isInstanceOf(BackendFailure.class);
    }

    /** @param tries each so long before the way breaks; the one after them is not cut */
    private static String workThatIsCutAfter(Duration... tries) {
        var now = new AtomicLong();
        var left = new ArrayDeque<>(List.of(tries));
        var patience = new Patience(Operation.quiet(), LONGEST, now::get);
        return patience.through(() -> {
            if (left.isEmpty()) {
                return "done";
            }
            now.addAndGet(left.remove().toNanos());
            throw new BackendFailure(FailureCode.SERVER_UNREACHABLE, "It is away.");
        });
    }

    private CompletableFuture<Void> carriesOn() {
        return CompletableFuture.runAsync(
                () -> process.carry(SECOND), task -> Thread.ofVirtual().start(task));
    }

    private void cancel() {
        world.attempts.append(
                SECOND,
                DeploymentRules.decide(
                                world.attempts.get(SECOND),
                                new DeploymentCommand.RequestCancel(SECOND.value(), "asked", Given.START))
                        .orThrow());
        world.stop(SECOND);
    }

    private void untilItWaitsForTheServer() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> world.said.stream().anyMatch(line -> line.contains("Waiting up to")));
    }

    private FailureCode failure() {
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        return failure.code();
    }

    private static Profile of(Source source, RuntimeSpec.Strategy strategy) {
        return new Profile(1, source, RuntimeSpec.of(strategy), IMAGE.network(), IMAGE.health());
    }

    private void admit(DeploymentId id, Profile profile) {
        world.admit(id, new Trigger.Create(), new Intent(profile, EnvironmentSnapshot.EMPTY), null);
    }
}

package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptWorkerTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final Profile IMAGE = Given.profile();
    private static final Profile FOLDER = new Profile(
            1,
            new Source.LocalFolder("/srv/web"),
            RuntimeSpec.of(RuntimeSpec.Strategy.DOCKERFILE),
            IMAGE.network(),
            IMAGE.health());

    private final World world = new World();
    private final AttemptWorker process = world.process();
    private final AttemptWorker another = world.process();

    /** Whoever was thought dead, its attempt ended by another process, wakes in this step. */
    @ParameterizedTest
    @EnumSource(names = {"RESOLVE", "KEEP", "START", "ASK"})
    void whoWakesAfterItsAttemptWasEndedLeavesNothingBehindAndRecordsNothing(Step step) throws Exception {
        serving(FIRST);
        var asleep = world.host().script().blockNext(step);
        var zombie = carriesOn(SECOND);
        asleep.awaitReached();
        another.carry(SECOND);
        var recorded = world.attempts.history(SECOND);
        asleep.release();
        assertThat(zombie.join(Duration.ofSeconds(20))).isTrue();
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(world.attempts.history(SECOND)).isEqualTo(recorded);
        assertThat(world.slots.get(Given.SLOT).serving()).isEqualTo(FIRST);
        assertThat(world.running()).singleElement().satisfies(w -> {
            assertThat(w.deployment()).isEqualTo(FIRST);
            assertThat(w.role()).isEqualTo(Role.SERVING);
        });
    }

    @Test
    void whoWakesWhileItStopsWhatServesStartsNothingAndLetsItServeAgain() throws Exception {
        serving(FIRST);
        var asleep = world.host().script().blockNext(Step.STOP);
        var zombie = carriesOn(SECOND);
        asleep.awaitReached();
        another.carry(SECOND);
        var recorded = world.attempts.history(SECOND);
        var takesTraffic = world.host().script().blockNext(Step.START);
        asleep.release();
        assertThat(zombie.join(Duration.ofSeconds(20))).isTrue();
        assertThat(takesTraffic.isReached()).isFalse();
        assertThat(world.attempts.history(SECOND)).isEqualTo(recorded);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void whoWakesWhenTheNextAttemptIsUnderWayDoesNotTakeItsSlotAway() throws Exception {
        var asleep = world.host().script().blockNext(Step.RESOLVE);
        world.host().image(IMAGE.source().locator(), FakeImage.serving());
        var zombie = carriesOn(SECOND);
        asleep.awaitReached();
        another.carry(SECOND);
        var third = Given.attempt("third");
        admit(third, new Trigger.Create(), IMAGE, null);
        asleep.release();
        assertThat(zombie.join(Duration.ofSeconds(20))).isTrue();
        assertThat(world.slots.get(Given.SLOT).heldBy()).isEqualTo(third);
        another.carry(third);
        assertThat(world.attempts.get(third)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void aRetryUsesTheImageWhenTheKeptFolderIsGone() {
        var made = failedAfterItsBuild();
        world.folder.lose();
        retry(made);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.attempts.get(SECOND).attempt().artifact())
                .satisfies(artifact -> assertThat(artifact.imageId()).isEqualTo(made.imageId()));
    }

    @Test
    void aRetrySaysThatTheSourceIsGoneWhenTheImageIsGoneToo() {
        var made = failedAfterItsBuild();
        world.folder.lose();
        world.host().images().remove(made.imageId());
        retry(made);
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND);
        assertThat(world.running()).isEmpty();
    }

    @Test
    void whatCannotBeRemovedAfterASuccessIsALeftoverAndNoFailure() {
        serving(FIRST);
        world.host().image(IMAGE.source().locator(), FakeImage.serving());
        var asleep = world.host().script().blockNext(Step.STOP);
        var carrying = carriesOn(SECOND);
        asleep.awaitReached();
        world.host().script().failNext(Step.REMOVE, FailureCode.UNEXPECTED);
        asleep.release();
        joined(carrying);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.host().workloads(world.server(), Given.SLOT)).hasSize(2);
        world.leftovers().tidy(world.server());
        assertThat(world.host().workloads(world.server(), Given.SLOT))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(SECOND));
    }

    /** A host's words are cut somewhere, and what is left of a secret is told where a line ends. */
    @Test
    void aSecretCutAtTheEndOfWhatFailedIsHiddenAlsoWhereWhatServedBeforeCouldNotBeStartedAgain() {
        serving(FIRST);
        world.secrets.with("TOKEN", 1, "correcthorsebattery");
        world.admit(
                SECOND,
                new Trigger.Create(),
                new Intent(IMAGE, new EnvironmentSnapshot(Map.of(), Map.of("TOKEN", 1))),
                null);
        var script = world.host().script();
        script.blockNext(Step.START).release();
        script.failNext(Step.START, new BackendFailure(FailureCode.START_FAILED, "It said: TOKEN=correcthors"));
        script.failNext(Step.START_AGAIN, FailureCode.START_FAILED);
        process.carry(SECOND);
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        assertThat(failure.message())
                .contains("could not be started again")
                .contains("TOKEN=" + SecretMask.MASK)
                .doesNotContain("correct");
    }

    private Artifact failedAfterItsBuild() {
        admit(FIRST, new Trigger.Create(), FOLDER, null);
        world.host().script().failNext(Step.START, FailureCode.START_FAILED);
        process.carry(FIRST);
        assertThat(world.attempts.get(FIRST)).isInstanceOf(Deployment.Failed.class);
        var made = world.attempts.get(FIRST).attempt().artifact();
        assertThat(made).isNotNull();
        return made;
    }

    private void retry(Artifact made) {
        admit(SECOND, new Trigger.Retry(FIRST, null), FOLDER, made);
        var snapshot = world.attempts.get(FIRST).attempt().snapshot();
        assertThat(snapshot).isNotNull();
        world.attempts.append(SECOND, List.of(new DeploymentEvent.SnapshotCaptured(SECOND, snapshot, Given.START)));
        process.carry(SECOND);
    }

    private void serving(DeploymentId attempt) {
        world.host().image(IMAGE.source().locator(), FakeImage.serving());
        admit(attempt, new Trigger.Create(), IMAGE, null);
        process.carry(attempt);
        assertThat(world.attempts.get(attempt)).isInstanceOf(Deployment.Succeeded.class);
    }

    private Thread carriesOn(DeploymentId attempt) {
        admit(attempt, new Trigger.Create(), IMAGE, null);
        return Thread.ofVirtual().start(() -> process.carry(attempt));
    }

    private static void joined(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void admit(DeploymentId id, Trigger trigger, Profile profile, @Nullable Artifact reuse) {
        world.admit(id, trigger, new Intent(profile, EnvironmentSnapshot.EMPTY), reuse);
    }
}

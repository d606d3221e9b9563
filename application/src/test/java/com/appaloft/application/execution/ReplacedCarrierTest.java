package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever was replaced takes nothing on the host from the one that carries now, whenever it wakes. */
class ReplacedCarrierTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final DeploymentId THIRD = Given.attempt("third");

    private final World world = new World();
    private final Script script = world.host().script();
    private final AttemptWorker process = world.process();
    private final AttemptWorker another = world.process();

    @BeforeEach
    void firstServes() {
        world.host().image(Given.profile().source().locator(), FakeImage.serving());
        admit(FIRST);
        process.carry(FIRST);
        assertThat(world.attempts.get(FIRST)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void whoWakesBeforeItsFirstPhaseLeavesTheHostToWhoCarriesTheAttemptNow() throws Exception {
        admit(SECOND);
        var verifying = script.blockNext(Step.ASK);
        var carrying = new AtomicReference<FutureTask<Void>>();
        world.whenNextOpened(() -> {
            carrying.set(carriesOn(another, SECOND));
            verifying.awaitReached();
        });
        assertThatThrownBy(() -> process.carry(SECOND)).isInstanceOf(AttemptJournal.EndedElsewhere.class);
        assertThat(onHost()).containsExactly("first serving running", "second trial running");
        verifying.release();
        carrying.get().get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(onHost()).containsExactly("second serving running");
    }

    @Test
    void whoIsToldToStopBecauseAnotherCarriesTheAttemptLeavesTheHostToIt() {
        admit(SECOND);
        var verifying = script.blockNext(Step.ASK);
        var replaced = carriesOn(process, SECOND);
        verifying.awaitReached();
        world.whenNextOpened(() -> {
            assertThatThrownBy(() -> replaced.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(Operation.Canceled.class);
            assertThat(onHost()).containsExactly("first serving running", "second trial running");
        });
        process.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(onHost()).containsExactly("first serving running");
    }

    @Test
    void aCutOverThatFailsAfterItsCarrierWasReplacedPutsNothingBack() throws Exception {
        admit(SECOND);
        script.blockNext(Step.ASK).release();
        var proving = script.blockNext(Step.ASK);
        var replaced = carriesOn(process, SECOND);
        proving.awaitReached();
        another.carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        admit(THIRD);
        script.blockNext(Step.START).release();
        var takesTraffic = script.blockNext(Step.START);
        var next = carriesOn(another, THIRD);
        takesTraffic.awaitReached();
        proving.release();
        replaced.get(20, TimeUnit.SECONDS);
        assertThat(onHost()).containsExactly("first serving stopped");
        takesTraffic.release();
        next.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(THIRD)).isInstanceOf(Deployment.Succeeded.class);
    }

    private void admit(DeploymentId id) {
        world.admit(id, new Trigger.Create(), new Intent(Given.profile(), EnvironmentSnapshot.EMPTY), null);
    }

    private static FutureTask<Void> carriesOn(AttemptWorker carrier, DeploymentId attempt) {
        var task = new FutureTask<Void>(() -> carrier.carry(attempt), null);
        Thread.ofVirtual().start(task);
        return task;
    }

    private List<String> onHost() {
        return world.host().workloads(world.server(), Given.SLOT).stream()
                .map(ReplacedCarrierTest::said)
                .sorted()
                .toList();
    }

    private static String said(Workload workload) {
        return workload.deployment().value().substring(DeploymentId.PREFIX.length())
                + (workload.role() == Role.SERVING ? " serving" : " trial")
                + (workload.running() ? " running" : " stopped");
    }
}

package com.appaloft.application.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.World;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private final World world = new World();
    private final Looking hosts = new Looking();
    private final Reconciliation reconciliation = hosts.at(world);

    @Test
    void aLeftoverThatCannotBeRemovedMakesNoHostUnreachableAndKeepsNoOtherFromBeingRemoved() {
        leftover(Given.attempt("one"));
        leftover(Given.attempt("two"));
        world.host().script().failNext(Step.REMOVE, FailureCode.UNEXPECTED);
        reconciliation.lookAt(Given.SERVER);
        assertThat(reachable()).isTrue();
        assertThat(world.host().workloads(world.server(), null)).hasSize(1);
        reconciliation.lookAt(Given.SERVER);
        assertThat(world.host().workloads(world.server(), null)).isEmpty();
    }

    @Test
    void aHostThatCannotTellWhatItRunsThoughItAnsweredIsNotUnreachable() {
        world.host().script().failNext(Step.LOOK, FailureCode.UNEXPECTED);
        reconciliation.lookAt(Given.SERVER);
        assertThat(reachable()).isTrue();
    }

    @Test
    void aHostWhoseEngineIsAwayIsUnreachableUntilItIsBack() {
        world.host().script().engineIsAway(true);
        reconciliation.lookAt(Given.SERVER);
        assertThat(hosts.ever())
                .as("nothing of ours is there to ask for, and nobody claims meanwhile that it answered")
                .containsExactly(false);
        assertThat(hosts.lastAnswer(Given.SERVER)).isEmpty();
        world.host().script().engineIsAway(false);
        reconciliation.lookAt(Given.SERVER);
        assertThat(reachable()).isTrue();
    }

    /** Tidying may take minutes, and the server may go meanwhile. */
    @Test
    void aHostAnsweredWhenItWasAskedAndNotWhenTheLookWasOver() {
        var tidying = world.host().script().blockNext(Step.LOOK);
        var look = CompletableFuture.runAsync(() -> reconciliation.lookAt(Given.SERVER));
        tidying.awaitReached();
        var asked = Instant.now();
        tidying.release();
        look.join();
        assertThat(hosts.lastAnswer(Given.SERVER).orElseThrow()).isBeforeOrEqualTo(asked);
    }

    /** As the one that hangs on a connection whose key was just changed. */
    @Test
    void aLookThatFailsLateSaysNothingAboutOneThatBeganAfterIt() {
        var hanging = world.host().script().blockNext(Step.LOOK);
        var late = CompletableFuture.runAsync(() -> reconciliation.lookAt(Given.SERVER));
        hanging.awaitReached();
        reconciliation.lookAt(Given.SERVER);
        world.host().script().engineIsAway(true);
        hanging.release();
        late.join();
        assertThat(hosts.ever()).containsExactly(true, false);
        assertThat(reachable()).isTrue();
    }

    private boolean reachable() {
        return hosts.last(Given.SERVER).orElseThrow().reachable();
    }

    private void leftover(DeploymentId attempt) {
        var requested = Given.requested(attempt, new Trigger.Create(), Given.START);
        world.attempts()
                .append(
                        attempt,
                        List.of(requested, new DeploymentEvent.Interrupted(attempt, "It was lost.", Given.START)));
        var profile = Given.profile();
        world.host()
                .start(
                        world.server(),
                        new WorkloadSpec(
                                Given.RESOURCE,
                                attempt,
                                Given.SLOT,
                                Given.DESTINATION,
                                Role.TRIAL,
                                world.host().image("web:" + attempt, FakeImage.serving()),
                                profile.runtime(),
                                profile.health(),
                                Map.of(),
                                null),
                        Operation.quiet());
    }
}

package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server is deactivated by force under what is deployed to it. */
class DeactivatedServerTest {
    private static final DeploymentId ATTEMPT = Given.attempt("stuck");

    private final World world = new World();
    private final AttemptWorker process = world.process();

    @Test
    void aCancelThatWaitsForAServerThatIsGoneEnds() {
        admitted();
        world.attempts.append(ATTEMPT, List.of(new DeploymentEvent.CancelRequested(ATTEMPT, "asked", Given.START)));
        deactivated();
        process.carry(ATTEMPT);
        assertThat(world.attempts.get(ATTEMPT))
                .isInstanceOfSatisfying(
                        Deployment.Interrupted.class,
                        lost -> assertThat(lost.explanation()).contains("deactivated", "nobody can look"));
        assertThat(world.slots.get(Given.SLOT).heldBy()).isNull();
    }

    @Test
    void anAttemptThatNobodyHadBegunEndsWithoutAskingTheServer() {
        admitted();
        deactivated();
        process.carry(ATTEMPT);
        assertThat(world.attempts.get(ATTEMPT)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(world.slots.get(Given.SLOT).heldBy()).isNull();
    }

    @Test
    void anAttemptThatIsCarriedOutEndsOnceItsServerIsFoundGone() throws Exception {
        admitted();
        var asking = world.host().script().blockNext(Step.ASK);
        var carrying = Thread.ofVirtual().start(() -> process.carry(ATTEMPT));
        asking.awaitReached();
        deactivated();
        asking.release();
        assertThat(carrying.join(Duration.ofSeconds(20))).isTrue();
        assertThat(world.attempts.get(ATTEMPT)).isInstanceOf(Deployment.Interrupted.class);
    }

    @Test
    void anAttemptThatHasEndedIsLeftAsItIs() {
        admitted();
        process.carry(ATTEMPT);
        deactivated();
        process.carry(ATTEMPT);
        assertThat(world.attempts.get(ATTEMPT)).isInstanceOf(Deployment.Succeeded.class);
    }

    private void admitted() {
        world.host().image(Given.profile().source().locator(), FakeImage.serving());
        world.admit(ATTEMPT, new Trigger.Create(), new Intent(Given.profile(), EnvironmentSnapshot.EMPTY), null);
    }

    private void deactivated() {
        world.servers().append(Given.SERVER, List.of(new ServerEvent.Deregistered(Given.SERVER, Given.START)));
        world.host().script().serverIsAway(true);
    }
}

package com.appaloft.infrastructure.axon;

import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Refusal;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Given events, when a command, then events: the rules on Axon's own aggregates. */
class StreamFixtureTest {
    private static final Instant LATER = EventExamples.AT.plusSeconds(1);
    private static final DeploymentId OTHER = new DeploymentId("dep_02");

    private FixtureConfiguration<DeploymentStream> deployment;
    private FixtureConfiguration<RuntimeSlotStream> slot;

    record Decide(DeploymentCommand command) {}

    record Claim(DeploymentId attempt) {}

    record Release(DeploymentId attempt) {}

    @BeforeEach
    void shells() {
        deployment = new AggregateTestFixture<>(DeploymentStream.class);
        deployment.registerAnnotatedCommandHandler(new DeploymentCommands(deployment.getRepository()));
        slot = new AggregateTestFixture<>(RuntimeSlotStream.class);
        slot.registerAnnotatedCommandHandler(new SlotCommands(slot.getRepository()));
    }

    @Test
    void anActiveAttemptStartsAPhase() {
        deployment
                .given(EventExamples.requested(EventExamples.DEPLOYMENT, new Trigger.Create()))
                .when(new Decide(new DeploymentCommand.StartPhase(Phase.DETECT, LATER)))
                .expectSuccessfulHandlerExecution()
                .expectEvents(new DeploymentEvent.PhaseStarted(EventExamples.DEPLOYMENT, Phase.DETECT, LATER));
    }

    @Test
    void anEndedAttemptRefusesEverything() {
        deployment
                .given(
                        EventExamples.requested(EventExamples.DEPLOYMENT, new Trigger.Create()),
                        new DeploymentEvent.Failed(EventExamples.DEPLOYMENT, EventExamples.FAILURE, LATER))
                .when(new Decide(new DeploymentCommand.Succeed(null, LATER)))
                .expectException(Refusal.class)
                .expectNoEvents();
    }

    @Test
    void aFreeSlotIsClaimed() {
        slot.given(
                        new RuntimeSlotEvent.Claimed(
                                EventExamples.SLOT, EventExamples.RESOURCE, OTHER, EventExamples.AT),
                        new RuntimeSlotEvent.Released(
                                EventExamples.SLOT, EventExamples.RESOURCE, OTHER, OTHER, null, EventExamples.AT))
                .when(new Claim(EventExamples.DEPLOYMENT))
                .expectEvents(new RuntimeSlotEvent.Claimed(
                        EventExamples.SLOT, EventExamples.RESOURCE, EventExamples.DEPLOYMENT, LATER));
    }

    @Test
    void aTakenSlotRefusesTheSecondClaim() {
        slot.given(new RuntimeSlotEvent.Claimed(EventExamples.SLOT, EventExamples.RESOURCE, OTHER, EventExamples.AT))
                .when(new Claim(EventExamples.DEPLOYMENT))
                .expectException(Refusal.class)
                .expectNoEvents();
    }

    @Test
    void onlyTheHolderReleases() {
        slot.given(new RuntimeSlotEvent.Claimed(EventExamples.SLOT, EventExamples.RESOURCE, OTHER, EventExamples.AT))
                .when(new Release(EventExamples.DEPLOYMENT))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    static final class DeploymentCommands {
        private final Repository<DeploymentStream> repository;

        DeploymentCommands(Repository<DeploymentStream> repository) {
            this.repository = repository;
        }

        @CommandHandler
        void handle(Decide decide) {
            repository
                    .load(EventExamples.DEPLOYMENT.value())
                    .execute(shell -> DeploymentRules.decide(Objects.requireNonNull(shell.state()), decide.command())
                            .orThrow()
                            .forEach(shell::append));
        }
    }

    static final class SlotCommands {
        private final Repository<RuntimeSlotStream> repository;

        SlotCommands(Repository<RuntimeSlotStream> repository) {
            this.repository = repository;
        }

        @CommandHandler
        void handle(Claim claim) {
            repository
                    .load(EventExamples.SLOT.value())
                    .execute(shell -> shell.state()
                            .claim(EventExamples.SLOT, EventExamples.RESOURCE, claim.attempt(), LATER)
                            .orThrow()
                            .forEach(shell::append));
        }

        @CommandHandler
        void handle(Release release) {
            repository
                    .load(EventExamples.SLOT.value())
                    .execute(shell -> shell.state()
                            .release(EventExamples.SLOT, EventExamples.RESOURCE, release.attempt(), true, null, LATER)
                            .orThrow()
                            .forEach(shell::append));
        }
    }
}

package com.appaloft.domain.deployment;

import static com.appaloft.domain.testing.GivenAttempt.ID;
import static com.appaloft.domain.testing.GivenAttempt.NOW;
import static com.appaloft.domain.testing.GivenAttempt.after;
import static com.appaloft.domain.testing.GivenAttempt.fail;
import static com.appaloft.domain.testing.GivenAttempt.in;
import static com.appaloft.domain.testing.GivenAttempt.planning;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceLink;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.SecretVersions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewAttemptTest {
    private static final Resource RESOURCE = new Resource(
            Given.RESOURCE,
            Given.PROJECT,
            Given.ENVIRONMENT,
            Given.SERVER,
            Given.DESTINATION,
            "web",
            Given.profile().withSource(new Source.DockerImage("registry.local/elsewhere:v9")),
            SourceLink.FRESH);
    private static final Environment ENVIRONMENT = new Environment(
            Given.ENVIRONMENT,
            Given.PROJECT,
            "production",
            Environment.Kind.PRODUCTION,
            Map.of("COLOR", "green"),
            Map.of("TOKEN", 7),
            SecretVersions.NONE,
            false);

    @Test
    void aRedeployFreezesTheCurrentProfileAndConfigurationAndNothingOld() {
        var begun = NewAttempt.fromProfile(Given.attempt("new"), RESOURCE, ENVIRONMENT, new Trigger.Redeploy(ID), NOW);
        var requested = requested(begun);
        assertThat(begun).hasSize(1);
        assertThat(requested.intent().profile()).isEqualTo(RESOURCE.profile());
        assertThat(requested.intent().environment())
                .isEqualTo(new EnvironmentSnapshot(Map.of("COLOR", "green"), Map.of("TOKEN", 7)));
        assertThat(requested.reuse()).isNull();
        assertThat(requested.slotId()).isEqualTo(Given.SLOT);
        assertThat(requested.trigger().source()).isEqualTo(ID);
    }

    @Test
    void aRetryRunsTheOldSnapshotAndArtifactWhateverTheProfileIsNow() {
        var begun = NewAttempt.retry(Given.attempt("new"), in(Status.FAILED), NOW);
        assertThat(requested(begun).trigger()).isEqualTo(new Trigger.Retry(ID, null));
        assertThat(requested(begun).reuse()).isEqualTo(Given.artifact("v1"));
        assertThat(begun)
                .element(1)
                .isEqualTo(new DeploymentEvent.SnapshotCaptured(Given.attempt("new"), Given.snapshot("v1", null), NOW));
    }

    @Test
    void aRetryOfAnAttemptThatWasStoppedBeforeItsSnapshotStartsFromItsFrozenIntent() {
        var stopped = after(planning(), new DeploymentCommand.Interrupt("The process was lost.", NOW));
        var begun = NewAttempt.retry(Given.attempt("new"), stopped, NOW);
        assertThat(begun).hasSize(1);
        assertThat(requested(begun).intent())
                .isEqualTo(stopped.attempt().request().intent());
        assertThat(requested(begun).reuse()).isNull();
    }

    @Test
    void aRollbackRunsTheCandidatesSnapshotAndArtifactAndKeepsNothingOfTheAttemptItWasDecidedOn() {
        var begun = NewAttempt.rollback(Given.attempt("new"), Given.attempt("bad"), in(Status.SUCCEEDED), NOW);
        assertThat(requested(begun).trigger()).isEqualTo(new Trigger.Rollback(Given.attempt("bad"), ID));
        assertThat(requested(begun).trigger().candidate()).isEqualTo(ID);
        assertThat(requested(begun).trigger().source()).isEqualTo(Given.attempt("bad"));
        assertThat(requested(begun).reuse()).isEqualTo(Given.artifact("v1"));
        assertThat(begun)
                .element(1)
                .isEqualTo(new DeploymentEvent.SnapshotCaptured(Given.attempt("new"), Given.snapshot("v1", null), NOW));
    }

    @Test
    void aRetryOfARollbackThatFailedBeforeItRanStillRunsTheCandidatesArtifact() {
        var rollback =
                folded(NewAttempt.rollback(Given.attempt("back"), Given.attempt("bad"), in(Status.SUCCEEDED), NOW));
        var failed = after(rollback, fail(FailureCode.ENGINE_UNAVAILABLE));
        var retry = folded(NewAttempt.retry(Given.attempt("new"), failed, NOW));
        assertThat(retry.attempt().request().reuse()).isEqualTo(Given.artifact("v1"));
        assertThat(retry.attempt().request().trigger()).isEqualTo(new Trigger.Retry(Given.attempt("back"), ID));
        var again = NewAttempt.retry(Given.attempt("again"), after(retry, fail(FailureCode.ENGINE_UNAVAILABLE)), NOW);
        assertThat(requested(again).trigger().candidate()).isEqualTo(ID);
        assertThat(requested(again).reuse()).isEqualTo(Given.artifact("v1"));
    }

    @Test
    void theOldAttemptIsOnlyRead() {
        var old = in(Status.FAILED);
        NewAttempt.retry(Given.attempt("new"), old, NOW)
                .forEach(e -> assertThat(e.deploymentId()).isNotEqualTo(old.id()));
        assertThat(old).isEqualTo(in(Status.FAILED));
    }

    @Test
    void retryRedeployAndRollbackAreNeverSynonyms() {
        assertThat(List.of(
                        new Trigger.Create().wire(),
                        new Trigger.Retry(ID, null).wire(),
                        new Trigger.Redeploy(null).wire(),
                        new Trigger.ForceRedeploy(ID).wire(),
                        new Trigger.Rollback(ID, ID).wire()))
                .containsExactly("create", "retry", "redeploy", "force-redeploy", "rollback");
        assertThat(new Trigger.Create().source()).isNull();
        assertThat(new Trigger.Retry(ID, null).candidate()).isNull();
    }

    private static DeploymentEvent.Requested requested(List<DeploymentEvent> begun) {
        return (DeploymentEvent.Requested) begun.getFirst();
    }

    private static Deployment folded(List<DeploymentEvent> events) {
        Deployment state = null;
        for (var event : events) {
            state = DeploymentHistory.evolve(state, event);
        }
        return state;
    }
}

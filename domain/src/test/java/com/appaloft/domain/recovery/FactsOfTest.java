package com.appaloft.domain.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceLink;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.SecretVersions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactsOfTest {
    private static final ResolvedSource.Folder FOLDER = new ResolvedSource.Folder("/srv/web", "sha256:1", 3, 10);
    private static final SecretVersions VERSIONS = new SecretVersions(Map.of("TOKEN", Map.of(3, Given.at(1))));
    private static final Resource WEB = resource(Given.SERVER, Given.DESTINATION);

    @ParameterizedTest
    @EnumSource(Status.class)
    void aCapturedSnapshotIsCompleteWhateverBecameOfTheAttempt(Status status) {
        assertThat(FactsOf.snapshotState(status, true)).isEqualTo(SnapshotState.COMPLETE);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void onlyWhatFailedBeforeItsSnapshotHasNone(Status status) {
        assertThat(FactsOf.snapshotState(status, false))
                .isEqualTo(status == Status.FAILED ? SnapshotState.MISSING : SnapshotState.INTENT_ONLY);
    }

    @Test
    void anAttemptOfAPreviewIsNoCandidateForItsResourceNorTheOtherWayRound() {
        var own = GivenAttempt.in(Status.SUCCEEDED);
        var preview = SlotId.of(new PreviewName(PreviewName.Type.BRANCH, "cart").of(WEB.id()));
        assertThat(FactsOf.sameTarget(own, WEB, WEB.slot())).isTrue();
        assertThat(FactsOf.sameTarget(own, WEB, preview)).isFalse();
    }

    @Test
    void theFactsOfAnAttemptAreWhatItsStateSays() {
        var facts = FactsOf.attempt(GivenAttempt.in(Status.FAILED), environment(false), seen(Observation.PRESENT));
        assertThat(facts.status()).isEqualTo(Status.FAILED);
        assertThat(facts.failure()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(facts.artifact()).isEqualTo(Given.artifact("v1"));
        assertThat(facts.observed()).isEqualTo(Observation.PRESENT);
    }

    @Test
    void aConfigurationIsCompleteOnlyWhileEverySecretVersionOfItExists() {
        var attempt = GivenAttempt.in(Status.SUCCEEDED);
        assertThat(FactsOf.complete(attempt, environment(false))).isTrue();
        var without = Environment.evolve(
                environment(false),
                new EnvironmentEvent.SecretVersionDeleted(Given.ENVIRONMENT, "TOKEN", 3, Given.at(2)));
        assertThat(FactsOf.complete(attempt, without)).isFalse();
        assertThat(FactsOf.attempt(attempt, without, seen(Observation.PRESENT)).environmentComplete())
                .isFalse();
        var newer =
                Environment.evolve(without, new EnvironmentEvent.SecretSet(Given.ENVIRONMENT, "TOKEN", 4, Given.at(3)));
        assertThat(FactsOf.complete(attempt, newer)).isFalse();
        assertThat(FactsOf.complete(GivenAttempt.created(), without)).isTrue();
    }

    @Test
    void whatWasNeverMadeIsNeverSeen() {
        assertThat(FactsOf.attempt(GivenAttempt.planned(), environment(false), seen(Observation.PRESENT))
                        .observed())
                .isEqualTo(Observation.UNKNOWN);
    }

    @Test
    void aFolderAndAnImageThatARegistryKnowsCanBeMadeAgain() {
        var create = new Trigger.Create();
        assertThat(rebuildable(create, null)).isTrue();
        assertThat(rebuildable(create, Given.snapshot("v1", null))).isFalse();
        assertThat(rebuildable(create, from(new ResolvedSource.Image("web:v1", "sha256:1", "web@sha256:1"))))
                .isTrue();
        assertThat(rebuildable(create, from(FOLDER))).isTrue();
        assertThat(rebuildable(new Trigger.Retry(GivenAttempt.ID, null), from(FOLDER)))
                .isTrue();
    }

    @Test
    void aRollbackIsNeverMadeAgainHoweverOftenItIsTried() {
        var good = Given.attempt("good");
        assertThat(rebuildable(new Trigger.Rollback(GivenAttempt.ID, good), from(FOLDER)))
                .isFalse();
        assertThat(rebuildable(new Trigger.Retry(GivenAttempt.ID, good), from(FOLDER)))
                .isFalse();
    }

    @Test
    void anAttemptThatFailedBeforeItRecordedAnArtifactIsJudgedByTheOneItWasToRun() {
        var begun = NewAttempt.rollback(
                GivenAttempt.ID, Given.attempt("bad"), GivenAttempt.in(Status.SUCCEEDED), GivenAttempt.NOW);
        var rollback = begun.stream().reduce((Deployment) null, DeploymentHistory::evolve, (a, b) -> b);
        var failed = GivenAttempt.after(rollback, GivenAttempt.fail(FailureCode.ARTIFACT_LOST));
        var facts = FactsOf.attempt(failed, environment(false), seen(Observation.MISSING));
        assertThat(failed.attempt().artifact()).isNull();
        assertThat(facts.artifact()).isEqualTo(Given.artifact("v1"));
        assertThat(facts.observed()).isEqualTo(Observation.MISSING);
        var resource = resourceFacts(WEB, RuntimeSlot.INITIAL);
        assertThat(RecoveryPolicy.retry(new RecoveryFacts(facts, resource, List.of(), 0))
                        .blockers())
                .containsExactly("runtime-artifact-missing");
        var there = FactsOf.attempt(failed, environment(false), seen(Observation.PRESENT));
        assertThat(RecoveryPolicy.retry(new RecoveryFacts(there, resource, List.of(), 0))
                        .allowed())
                .isTrue();
    }

    @Test
    void aCandidateOfThisPlaceIsTakenAsItIs() {
        var facts = candidate(WEB, RuntimeSlot.INITIAL, Observation.PRESENT);
        assertThat(facts.sameTarget()).isTrue();
        assertThat(facts.snapshotPresent()).isTrue();
        assertThat(facts.laterDataMarker()).isFalse();
        assertThat(facts.identicalToServing()).isFalse();
        assertThat(facts.hasVolumes()).isFalse();
        assertThat(RecoveryPolicy.candidate(facts, resourceFacts(WEB, RuntimeSlot.INITIAL))
                        .allowed())
                .isTrue();
    }

    @Test
    void aResourceThatMovedHasNoCandidateOfItsOldPlace() {
        assertThat(candidate(
                                resource(new ServerId("srv_other"), Given.DESTINATION),
                                RuntimeSlot.INITIAL,
                                Observation.PRESENT)
                        .sameTarget())
                .isFalse();
        assertThat(candidate(
                                resource(Given.SERVER, new DestinationId("dst_other")),
                                RuntimeSlot.INITIAL,
                                Observation.PRESENT)
                        .sameTarget())
                .isFalse();
    }

    @Test
    void onlyAnotherMarkerThatSucceededLaterStandsInTheWay() {
        var finished = Given.at(60);
        assertThat(FactsOf.laterMarker(null, finished, Map.of())).isFalse();
        assertThat(FactsOf.laterMarker("schema-1", finished, Map.of("schema-1", Given.at(90))))
                .isFalse();
        assertThat(FactsOf.laterMarker("schema-1", finished, Map.of("schema-0", Given.at(30))))
                .isFalse();
        assertThat(FactsOf.laterMarker("schema-1", finished, Map.of("schema-1", finished, "schema-2", Given.at(61))))
                .isTrue();
        assertThat(FactsOf.laterMarker(null, finished, Map.of("schema-2", Given.at(61))))
                .isTrue();
        assertThat(FactsOf.laterMarker("schema-1", finished, Map.of("schema-2", finished)))
                .isFalse();
    }

    @Test
    void theSameContentWithTheSameConfigurationIsIdenticalWhoeverMadeIt() {
        var one = Given.snapshot("v1", null);
        assertThat(FactsOf.identical(Given.artifact("v1"), one, Given.artifact("v1"), Given.snapshot("v9", null)))
                .isTrue();
        assertThat(FactsOf.identical(Given.artifact("v1"), one, Given.artifact("v2"), one))
                .isFalse();
        assertThat(FactsOf.identical(Given.artifact("v1"), one, Given.artifact("v1"), Given.snapshot("v1", "schema-2")))
                .isFalse();
        assertThat(FactsOf.identical(null, one, Given.artifact("v1"), one)).isFalse();
        assertThat(FactsOf.identical(Given.artifact("v1"), null, Given.artifact("v1"), one))
                .isFalse();
    }

    @Test
    void theHolderOfTheSlotIsTheActiveAttempt() {
        var holder = GivenAttempt.running();
        var slot = new RuntimeSlot.Taken(holder.id(), Given.attempt("old"), Map.<String, Instant>of());
        var facts = FactsOf.resource(WEB, environment(true), server(false), slot, null, holder, false);
        assertThat(facts.active()).isEqualTo(new ResourceFacts.Active(holder.id(), Status.RUNNING, GivenAttempt.NOW));
        assertThat(facts.serving()).isEqualTo(Given.attempt("old"));
        assertThat(facts.environmentLocked()).isTrue();
        assertThat(facts.targetRegistered()).isFalse();
        assertThat(facts.targetReachable()).isFalse();
        assertThat(facts.reachable(true).targetReachable()).isTrue();
        assertThat(facts.profileDeployable()).isTrue();
    }

    private static CandidateFacts candidate(Resource resource, RuntimeSlot slot, Observation observed) {
        return FactsOf.candidate(
                GivenAttempt.in(Status.SUCCEEDED),
                GivenAttempt.NOW,
                resource,
                environment(false),
                resource.slot(),
                slot,
                null,
                new ArtifactSighting(observed, null));
    }

    private static ResourceFacts resourceFacts(Resource resource, RuntimeSlot slot) {
        return FactsOf.resource(resource, environment(false), server(true), slot, null, null, true);
    }

    private static boolean rebuildable(Trigger trigger, @Nullable Snapshot snapshot) {
        var request = Given.requested(GivenAttempt.ID, trigger, GivenAttempt.NOW);
        return FactsOf.rebuildable(new Attempt(request, snapshot, null, null, null, GivenAttempt.NOW, null));
    }

    private static Snapshot from(ResolvedSource source) {
        var s = Given.snapshot("v1", null);
        return new Snapshot(
                s.id(),
                source,
                RuntimeSpec.of(RuntimeSpec.Strategy.DOCKERFILE),
                s.network(),
                s.health(),
                s.environment(),
                s.serverId(),
                s.destinationId(),
                s.profileVersion());
    }

    private static Resource resource(ServerId server, DestinationId destination) {
        return new Resource(
                Given.RESOURCE,
                Given.PROJECT,
                Given.ENVIRONMENT,
                server,
                destination,
                "web",
                Given.profile(),
                SourceLink.FRESH);
    }

    private static Environment environment(boolean locked) {
        return new Environment(
                Given.ENVIRONMENT,
                Given.PROJECT,
                "production",
                Environment.Kind.PRODUCTION,
                Map.of(),
                Map.of(),
                VERSIONS,
                locked);
    }

    private static Server server(boolean registered) {
        return new Server(Given.SERVER, "local", "docker-local", Given.DESTINATION, registered);
    }

    private static ArtifactSighting seen(Observation observed) {
        return new ArtifactSighting(observed, Given.at(1));
    }
}

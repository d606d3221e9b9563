package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.compose.Trees;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several services are one attempt: started, failed, replaced and brought back as one. */
class ComposeAttemptTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final DeploymentId THIRD = Given.attempt("third");
    private static final Profile PROFILE = new Profile(
            1,
            new Source.Compose(new Source.LocalFolder("/srv/shop"), null, "web"),
            RuntimeSpec.of(RuntimeSpec.Strategy.COMPOSE),
            Given.profile().network(),
            Given.profile().health());

    private final World world = new World();
    private final AttemptWorker process = world.process();

    @BeforeEach
    void twoServices() {
        world.folder.composed(Trees.tree(Map.of(
                "services",
                Map.of(
                        "web",
                        Map.of(
                                "image",
                                "web:${TAG:-v1}",
                                "environment",
                                Map.of("MODE", "${MODE:-live}"),
                                "depends_on",
                                Map.of("db", Map.of("condition", "service_healthy"))),
                        "db",
                        Map.of("image", "db:v1")))));
        world.host().image("web:v1", FakeImage.serving());
        world.host().image("db:v1", FakeImage.saying(Health.HEALTHY));
    }

    @Test
    void aFailedServiceFailsTheAttemptAndWhatServedServesOn() {
        deployed(FIRST);
        world.host().image("db:v1", FakeImage.exiting(7, "no space for my tables"));
        deploy(SECOND, new Trigger.Create(), null);
        var failure = failure(SECOND);
        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("db");
        assertThat(failure.evidence()).contains("no space for my tables");
        assertThat(running()).singleElement().satisfies(w -> {
            assertThat(w.deployment()).isEqualTo(FIRST);
            assertThat(w.imageId()).isEqualTo(artifact(FIRST).imageId());
        });
    }

    @Test
    void aRollbackBringsEveryServiceBackByContent() {
        deployed(FIRST);
        world.host().image("web:v1", FakeImage.serving());
        world.host().image("db:v1", FakeImage.saying(Health.HEALTHY));
        deployed(SECOND);
        assertThat(artifact(SECOND).imageId()).isNotEqualTo(artifact(FIRST).imageId());
        world.folder.composed(Trees.tree(Map.of("services", Map.of())));
        world.folder.lose();
        rollback(THIRD, FIRST);
        assertThat(world.attempts.get(THIRD)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(artifact(THIRD).services()).isEqualTo(artifact(FIRST).services());
        assertThat(artifact(THIRD).id()).isEqualTo(artifact(FIRST).id());
        assertThat(running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(THIRD));
    }

    @Test
    void aRollbackToALostServiceNamesIt() {
        deployed(FIRST);
        deployed(SECOND);
        world.host().images().remove(part(FIRST, "db").imageId());
        rollback(THIRD, FIRST);
        assertThat(failure(THIRD).code()).isEqualTo(FailureCode.ARTIFACT_LOST);
        assertThat(failure(THIRD).message()).contains("the service db");
        assertThat(running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(SECOND));
    }

    @Test
    void everyImageIsKeptByATagOfItsOwn() {
        deployed(FIRST);
        assertThat(artifact(FIRST).keepTags())
                .containsExactly(
                        "appaloft/" + Given.RESOURCE + ":" + FIRST + "-db",
                        "appaloft/" + Given.RESOURCE + ":" + FIRST + "-web");
        assertThat(artifact(FIRST).keepTags())
                .allSatisfy(tag -> assertThat(world.host().resolve(world.server(), tag, false, Operation.quiet()))
                        .isNotNull());
    }

    @Test
    void onlyTheResourcesOwnVariablesReachTheServices() {
        deployed(FIRST);
        var serving = running().getFirst();
        assertThat(world.host().environmentOf(serving.name())).isEqualTo(Map.of("web.MODE", "quiet"));
    }

    @Test
    void aFileThatIsNotObeyedFailsInDetectAndNamesEverything() {
        world.folder.composed(Trees.tree(
                Map.of("services", Map.of("web", Map.of("image", "web:v1", "privileged", true, "pid", "host")))));
        deploy(FIRST, new Trigger.Create(), null);
        assertThat(failure(FIRST).code()).isEqualTo(FailureCode.COMPOSE_INVALID);
        assertThat(failure(FIRST).message()).contains("services.web.privileged", "services.web.pid");
        assertThat(failure(FIRST).code().retriable()).isFalse();
    }

    @Test
    void anImageThatIsNowhereNamesItsService() {
        world.folder.composed(Trees.tree(Map.of("services", Map.of("web", Map.of("image", "gone:v1")))));
        deploy(FIRST, new Trigger.Create(), null);
        assertThat(failure(FIRST).code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND);
        assertThat(failure(FIRST).message()).startsWith("Service web:");
    }

    @Test
    void aCanceledAttemptLeavesNoneOfItsServices() {
        deployed(FIRST);
        var asleep = world.host().script().blockNext(Step.ASK);
        var carrying = Thread.ofVirtual().start(() -> deploy(SECOND, new Trigger.Create(), null));
        asleep.awaitReached();
        world.attempts.append(SECOND, List.of(new DeploymentEvent.CancelRequested(SECOND, "asked", Given.START)));
        asleep.release();
        joined(carrying);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Canceled.class);
        assertThat(world.host().workloads(world.server(), Given.SLOT))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    private static void joined(Thread thread) {
        try {
            assertThat(thread.join(java.time.Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void deployed(DeploymentId id) {
        deploy(id, new Trigger.Create(), null);
        assertThat(world.attempts.get(id)).as("%s", world.attempts.get(id)).isInstanceOf(Deployment.Succeeded.class);
    }

    private void rollback(DeploymentId id, DeploymentId to) {
        admit(id, new Trigger.Rollback(to, to), artifact(to));
        var snapshot = Objects.requireNonNull(world.attempts.get(to).attempt().snapshot());
        world.attempts.append(id, List.of(new DeploymentEvent.SnapshotCaptured(id, snapshot, Given.START)));
        process.carry(id);
    }

    private void deploy(DeploymentId id, Trigger trigger, @Nullable Artifact reuse) {
        admit(id, trigger, reuse);
        process.carry(id);
    }

    private void admit(DeploymentId id, Trigger trigger, @Nullable Artifact reuse) {
        world.slots.append(
                Given.SLOT, List.of(new RuntimeSlotEvent.Claimed(Given.SLOT, Given.RESOURCE, id, Given.START)));
        world.attempts.append(
                id,
                List.of(new DeploymentEvent.Requested(
                        id,
                        Given.RESOURCE,
                        Given.PROJECT,
                        Given.ENVIRONMENT,
                        Given.SERVER,
                        Given.DESTINATION,
                        Given.SLOT,
                        trigger,
                        new Intent(PROFILE, new EnvironmentSnapshot(Map.of("MODE", "quiet", "OTHER", "x"), Map.of())),
                        reuse,
                        Given.START)));
    }

    private Artifact artifact(DeploymentId id) {
        return Objects.requireNonNull(world.attempts.get(id).attempt().artifact());
    }

    private Artifact part(DeploymentId id, String service) {
        return Objects.requireNonNull(artifact(id).parts().get(service));
    }

    private Failure failure(DeploymentId id) {
        return Objects.requireNonNull(
                world.attempts.get(id).failureOrNull(),
                () -> world.attempts.get(id).toString());
    }

    private List<Workload> running() {
        return world.host().workloads(world.server(), Given.SLOT).stream()
                .filter(Workload::running)
                .toList();
    }
}

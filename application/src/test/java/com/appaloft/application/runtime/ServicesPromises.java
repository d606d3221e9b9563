package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Artifact.ServiceImage;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every backend promises about workloads of several services: they are one workload in every respect. */
abstract class ServicesPromises extends WorkloadPromises {
    private static final HealthSpec.Http AT_ROOT = new HealthSpec.Http("/", 200, 1, 2, 3, 0);

    private ServicesSpecs services() {
        return new ServicesSpecs(host().newDeployment());
    }

    private Workload start(ServicesSpec spec) {
        return backend().start(server(), spec, Operation.quiet());
    }

    @Test
    void severalServicesAreStartedFoundAndRemovedAsOne() {
        var spec = services()
                .with("db", host().image(Behaviour.WELL), Map.of())
                .with("migrate", host().image(Behaviour.DONE), Map.of("db", DependsOn.HEALTHY))
                .with(
                        "web",
                        host().image(Behaviour.SERVING),
                        Map.of("db", DependsOn.STARTED, "migrate", DependsOn.COMPLETED_SUCCESSFULLY))
                .publishing(0)
                .spec();
        Workload started = start(spec);
        assertThat(started.name()).isEqualTo("appaloft-" + spec.deployment() + "-trial");
        assertThat(started.imageId()).isEqualTo(spec.identity());
        assertThat(started.running()).isTrue();
        assertThat(started.hostPort()).isPositive();
        assertThat(backend().find(server(), started.name())).contains(started);
        assertThat(names(spec.slot())).containsExactly(started.name());
        awaitHealth(started, AT_ROOT, Health.HEALTHY);
        backend().remove(server(), started.name());
        assertThat(backend().find(server(), started.name())).isEmpty();
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aServiceThatEndsBadlyFailsThoseThatWaitForItAndLeavesNothing() {
        var spec = services()
                .with("migrate", host().image(Behaviour.FAILING), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of("migrate", DependsOn.COMPLETED_SUCCESSFULLY))
                .spec();
        assertThatThrownBy(() -> start(spec)).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
            assertThat(failure.sentence()).contains("migrate", "exited with code 3");
            assertThat(failure.evidence()).contains("about to fail");
        });
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aServiceThatIsNeverHealthyFailsThoseThatWaitForIt() {
        var spec = services()
                .with("db", host().image(Behaviour.UNWELL), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of("db", DependsOn.HEALTHY))
                .spec();
        assertThatThrownBy(() -> start(spec)).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.HEALTH_TIMEOUT);
            assertThat(failure.sentence()).contains("db");
        });
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aServiceThatDiesMakesTheWholeNotRunAndIsNamed() {
        Workload started = start(services()
                .with("worker", host().image(Behaviour.FAILING), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of())
                .publishing(0)
                .spec());
        await().until(() -> !find(started.name()).running());
        assertThat(find(started.name()).service()).isEqualTo("worker");
        assertThat(find(started.name()).exitCode()).isEqualTo(3);
        assertThat(ask(started, AT_ROOT).health()).isEqualTo(Health.NOT_YET);
        await().untilAsserted(() -> assertThat(backend().lastLines(server(), started.name(), 50))
                .last()
                .isEqualTo("worker | about to fail"));
    }

    @Test
    void everyHealthCheckOfEveryServiceCounts() {
        Workload started = start(services()
                .with("db", host().image(Behaviour.UNWELL), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of())
                .publishing(0)
                .spec());
        awaitHealth(started, AT_ROOT, Health.UNHEALTHY);
        assertThat(ask(started, AT_ROOT).detail()).contains("db");
    }

    @Test
    void anImageThatIsGoneIsNamedByItsServiceAndNothingIsLeft() {
        String gone = host().image(Behaviour.SERVING);
        host().removeImage(gone);
        var spec = services()
                .with("db", host().image(Behaviour.SERVING), Map.of())
                .with("web", gone, Map.of())
                .spec();
        assertThatThrownBy(() -> start(spec)).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.ARTIFACT_LOST);
            assertThat(failure.sentence()).contains("Service web");
        });
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aServiceRunsAPrivateImageThatItsLoginOpens() {
        var image = host().privateImage();
        assertFails(() -> resolve(image.reference()), FailureCode.SOURCE_AUTH_FAILED);
        var login = image.logins().of(image.reference());
        var opened = backend().resolve(server(), image.reference(), false, login, Operation.quiet());
        var spec = services()
                .with("db", host().image(Behaviour.SERVING), Map.of())
                .with("web", opened.imageId(), Map.of("db", DependsOn.STARTED))
                .publishing(0)
                .spec();
        awaitHealth(start(spec), AT_ROOT, Health.HEALTHY);
    }

    @Test
    void severalAreStoppedKeptAndStartedAgainAsTheyWere() {
        int port = backend().freePort(server());
        var spec = services()
                .with("db", host().image(Behaviour.WELL), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of("db", DependsOn.HEALTHY))
                .as(Role.SERVING)
                .publishing(port)
                .spec();
        Workload started = start(spec);
        backend().stop(server(), started.name());
        backend().stop(server(), started.name());
        assertThat(find(started.name()).running()).isFalse();
        Workload again = backend().startAgain(server(), started.name());
        assertThat(again.running()).isTrue();
        assertThat(again.hostPort()).isEqualTo(port);
        awaitHealth(again, AT_ROOT, Health.HEALTHY);
    }

    @Test
    void aLeftoverOfSeveralOfTheSameNameGivesWay() {
        var spec = services()
                .with("db", host().image(Behaviour.SERVING), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of())
                .publishing(backend().freePort(server()))
                .spec();
        start(spec);
        assertThat(start(spec).running()).isTrue();
        assertThat(backend().workloads(server(), spec.slot())).hasSize(1);
    }

    @Test
    void cancelEndsTheWaitForAServiceAndLeavesNothing() {
        var spec = services()
                .with("migrate", host().image(Behaviour.SERVING), Map.of())
                .with("web", host().image(Behaviour.SERVING), Map.of("migrate", DependsOn.COMPLETED_SUCCESSFULLY))
                .spec();
        var operation = new Operation((stream, line) -> {});
        var starting = inBackground(() -> {
            operation.pause(1);
            return backend().start(server(), spec, operation);
        });
        await().atMost(Duration.ofSeconds(30))
                .until(() -> starting.isDone()
                        || backend().workloads(server(), spec.slot()).size() == 1);
        operation.cancel();
        await().atMost(Duration.ofSeconds(30)).until(starting::isDone);
        assertThat(starting.isCompletedExceptionally()).isTrue();
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void anArtifactOfSeveralImagesIsThereOnlyIfAllOfThemAre() {
        String web = host().image(Behaviour.SERVING);
        String db = host().image(Behaviour.SERVING);
        var artifact = new Artifact(
                ContentIdentity.artifact(server().id(), "sha256:several"),
                server().id(),
                "sha256:several",
                "",
                host().newTag(),
                Map.of("web", new ServiceImage(web, ""), "db", new ServiceImage(db, "")));
        assertThat(backend().observe(server(), artifact)).isEqualTo(Observation.PRESENT);
        host().removeImage(db);
        assertThat(backend().observeAll(server(), List.of(artifact))).containsExactly(Observation.MISSING);
        assertThat(backend().observeAll(server(), artifact.images()))
                .containsExactly(Observation.MISSING, Observation.PRESENT);
    }
}

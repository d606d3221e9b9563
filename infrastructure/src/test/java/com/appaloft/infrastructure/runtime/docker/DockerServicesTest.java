package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.ServicesSpecs;
import com.appaloft.domain.compose.ComposeService.Mount;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.compose.ServiceHealth;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the real engine can show of several services. */
class DockerServicesTest {
    private static final List<Mount> DATA = List.of(new Mount("data", "/data", false));

    private DockerForTests docker;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
    }

    @AfterEach
    void close() throws Exception {
        docker.close();
    }

    @Test
    void servicesFindEachOtherByNameOnANetworkOfTheirOwn() {
        String db = docker.image(TestImages.serving("from the db"));
        // a static busybox asks no resolver of its own accord
        String web = docker.image(TestImages.script("""
                until address=$(/bin/busybox nslookup db 127.0.0.11 | /bin/busybox sed -n 's/^Address: //p') &&
                  /bin/busybox wget -q -O - "http://$address:8080/"; do /bin/busybox sleep 0.1; done
                echo; exec sleep 1000"""));
        var spec = services().with("db", db, Map.of()).with("web", web, Map.of("db", DependsOn.STARTED));
        Workload started = start(spec.spec());
        await().untilAsserted(() -> assertThat(lines(started)).contains("web | from the db"));
        var networks = networks(started);
        assertThat(networks).containsExactly(started.name());
        docker.backend().remove(docker.server(), started.name());
        assertThat(networks(started)).isEmpty();
    }

    @Test
    void aTrialWritesToAFreshVolumeAndOnlyWhatServesToTheLastingOne() {
        String image = docker.image(TestImages.script("exit 9"));
        var deployment = deployment();
        Workload serving =
                start(writing(deployment, image, "serving").as(Role.SERVING).spec());
        await().untilAsserted(() -> assertThat(lines(serving)).contains("db | serving"));
        Workload trial = start(writing(deployment, image, "trial").spec());
        await().untilAsserted(() -> assertThat(lines(trial)).containsExactly("db | trial"));
        docker.backend().remove(docker.server(), trial.name());
        docker.backend().remove(docker.server(), serving.name());
        var label = List.of(Labels.INSTALLATION + "=" + docker.installation().value());
        var left = docker.docker()
                .listVolumesCmd()
                .withFilter("label", label)
                .exec()
                .getVolumes();
        assertThat(left)
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getName()).isEqualTo("appaloft-" + serving.resource() + "-data"));
        Workload next =
                start(writing(deployment, image, "again").as(Role.SERVING).spec());
        await().untilAsserted(() -> assertThat(lines(next)).containsExactly("db | serving", "db | again"));
    }

    @Test
    void theFilesOwnHealthCheckDecides() {
        String image = docker.image(TestImages.script("exec sleep 1000"));
        var check = new ServiceHealth(List.of("CMD", "/bin/busybox", "false"), 200L, 1_000L, 1, null);
        var spec = services()
                .with("db", image, Map.of(), List.of(), List.of(), check)
                .with("web", image, Map.of("db", DependsOn.HEALTHY));
        assertThatThrownBy(() -> start(spec.spec())).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.HEALTH_TIMEOUT);
            assertThat(failure.sentence()).contains("db", "unhealthy");
        });
        var without = services().with("db", image, Map.of()).with("web", image, Map.of("db", DependsOn.HEALTHY));
        assertThatThrownBy(() -> start(without.spec())).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.COMPOSE_INVALID);
            assertThat(failure.sentence()).contains("db", "no health check");
        });
    }

    @Test
    void aStartThatIsCutOffAndAskedAgainRunsWhatRunsOnceOnce() {
        String image = docker.image(TestImages.script("exit 9"));
        var command = List.of("/bin/busybox", "sh", "-c", "echo ran >> /data/words; sleep 2; cat /data/words");
        var spec = services()
                .with("migrate", image, Map.of(), command, DATA, null)
                .with(
                        "web",
                        docker.image(TestImages.serving("well")),
                        Map.of("migrate", DependsOn.COMPLETED_SUCCESSFULLY))
                .as(Role.SERVING)
                .spec();
        var cutInTheWait = new Operation((stream, line) -> {
            if (line.startsWith("waits for migrate")) {
                throw new BackendFailure(FailureCode.SERVER_UNREACHABLE, "The way broke.");
            }
        });
        assertThatThrownBy(() -> docker.backend().start(docker.server(), spec, cutInTheWait))
                .isInstanceOf(BackendFailure.class);
        Workload started = start(spec);
        assertThat(started.running()).isTrue();
        assertThat(start(spec)).isEqualTo(started);
        assertThat(lines(started))
                .filteredOn(line -> line.startsWith("migrate"))
                .containsExactly("migrate | ran");
    }

    @Test
    void whatACrashLeftOfThemIsFoundAndRemoved() {
        String image = docker.image(TestImages.script("exec sleep 1000"));
        Workload started = start(services()
                .with("db", image, Map.of())
                .with("web", image, Map.of())
                .spec());
        docker.docker()
                .removeContainerCmd(started.name() + "-db")
                .withForce(true)
                .exec();
        assertThat(find(started)).satisfies(w -> {
            assertThat(w.running()).isFalse();
            assertThat(w.service()).isEqualTo("db");
        });
        docker.docker()
                .removeContainerCmd(started.name() + "-web")
                .withForce(true)
                .exec();
        assertThat(docker.backend().workloads(docker.server(), null))
                .as("its network alone")
                .singleElement()
                .satisfies(w -> assertThat(w.name()).isEqualTo(started.name()));
        docker.backend().remove(docker.server(), started.name());
        assertThat(docker.backend().workloads(docker.server(), null)).isEmpty();
    }

    @Test
    void aServiceIsBuiltFromItsPartOfTheSourceWithItsArguments() throws Exception {
        var files = Map.of("web/Dockerfile", """
                FROM scratch AS base
                ARG WORD
                LABEL word="${WORD}"
                COPY word.txt /word.txt
                FROM base AS other
                LABEL other="yes"
                """, "web/word.txt", "hello");
        var spec = new BuildSpec(
                "web", "Dockerfile", Map.of("WORD", "given"), "base", false, Map.of("com.appaloft.service", "web"));
        String id = docker.backend()
                .build(docker.server(), TestImages.context("FROM scratch\nRUN wrong", files), spec, Operation.quiet())
                .imageId();
        var labels = docker.docker().inspectImageCmd(id).exec().getConfig().getLabels();
        assertThat(labels).containsEntry("word", "given").doesNotContainKey("other");
    }

    private ServicesSpecs writing(DeploymentId deployment, String image, String word) {
        var command = List.of(
                "/bin/busybox", "sh", "-c", "echo " + word + " >> /data/words; cat /data/words; exec sleep 1000");
        return new ServicesSpecs(deployment).with("db", image, Map.of(), command, DATA, null);
    }

    private ServicesSpecs services() {
        return new ServicesSpecs(deployment());
    }

    private DeploymentId deployment() {
        return new DeploymentId("dep_" + docker.unique());
    }

    private Workload start(ServicesSpec spec) {
        return docker.backend().start(docker.server(), spec, Operation.quiet());
    }

    private Workload find(Workload workload) {
        return docker.backend().find(docker.server(), workload.name()).orElseThrow();
    }

    private List<String> lines(Workload workload) {
        return docker.backend().lastLines(docker.server(), workload.name(), 20);
    }

    private List<String> networks(Workload workload) {
        var names = new ArrayList<String>();
        docker.docker()
                .listNetworksCmd()
                .withFilter("label", List.of(Labels.WORKLOAD + "=" + workload.name()))
                .exec()
                .forEach(network -> names.add(network.getName()));
        return names;
    }
}

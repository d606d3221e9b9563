package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.HostUnderTest.Archive;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSpec.Volume;
import com.appaloft.domain.shared.DeploymentId;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the real engine can show of a workload. */
class DockerWorkloadsTest {
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
    void theContentOfTheImageIdServesEvenWhenItsTagMoved() throws Exception {
        String tag = docker.newTag();
        String first = docker.imageServing("one", tag);
        docker.imageServing("two", tag);
        Workload workload = start(WorkloadSpecs.trial(first, deployment()).publishing(0));
        assertThat(get(workload)).isEqualTo("one");
    }

    @Test
    void everythingTheProfileSaysReachesTheContainer() {
        String image = docker.image(TestImages.script("exit 9"));
        var spec = WorkloadSpecs.trial(image, deployment())
                .running(
                        List.of("/bin/busybox", "sh", "-c", "echo $GREETING; exec sleep 1000"),
                        new Volume("data", "/data"))
                .limitedTo(64)
                .as(Role.SERVING);
        Workload workload = start(spec);
        var container = docker.docker().inspectContainerCmd(workload.name()).exec();
        assertThat(container.getHostConfig().getMemory()).isEqualTo(64L << 20);
        assertThat(container.getHostConfig().getNanoCPUs()).isEqualTo(500_000_000L);
        assertThat(container.getHostConfig().getRestartPolicy().getName()).isEqualTo("unless-stopped");
        assertThat(container.getMounts())
                .anySatisfy(m -> assertThat(m.getDestination().getPath()).isEqualTo("/data"));
        assertThat(container.getConfig().getLabels())
                .containsEntry(Labels.INSTALLATION, docker.installation().value())
                .containsEntry(Labels.RESOURCE, spec.spec().resource().value())
                .containsEntry(Labels.DEPLOYMENT, spec.spec().deployment().value())
                .containsEntry(Labels.SLOT, spec.spec().slot().value())
                .containsEntry(Labels.ROLE, "serving");
        assertThat(container.getNetworkSettings().getNetworks()).hasSize(1);
        await().until(() ->
                docker.backend().lastLines(docker.server(), workload.name(), 5).contains("hello"));
        docker.backend().remove(docker.server(), workload.name());
        String volume = "appaloft-" + spec.spec().resource().value() + "-data";
        assertThat(docker.docker().inspectVolumeCmd(volume).exec().getName()).isEqualTo(volume);
    }

    @Test
    void onlyWhatServesWritesToTheResourcesDataAndOtherResourcesHaveTheirOwn() {
        String image = docker.image(TestImages.script("exit 9"));
        var deployment = deployment();
        Workload serving = start(writing(deployment, image, "serving").as(Role.SERVING));
        await().untilAsserted(() -> assertThat(lines(serving)).containsExactly("serving"));
        Workload trial = start(writing(deployment, image, "trial"));
        await().untilAsserted(() -> assertThat(lines(trial)).containsExactly("trial"));
        Workload other = start(writing(deployment(), image, "other").as(Role.SERVING));
        await().untilAsserted(() -> assertThat(lines(other)).containsExactly("other"));
        var fresh = docker.docker().inspectContainerCmd(trial.name()).exec().getMounts().stream()
                .map(InspectContainerResponse.Mount::getName)
                .findFirst()
                .orElseThrow();
        docker.backend().remove(docker.server(), trial.name());
        assertThatThrownBy(() -> docker.docker().inspectVolumeCmd(fresh).exec()).isInstanceOf(NotFoundException.class);
        docker.backend().remove(docker.server(), serving.name());
        Workload next = start(writing(deployment, image, "again").as(Role.SERVING));
        await().untilAsserted(() -> assertThat(lines(next)).containsExactly("serving", "again"));
    }

    private WorkloadSpecs writing(DeploymentId deployment, String image, String word) {
        var command = List.of(
                "/bin/busybox", "sh", "-c", "echo " + word + " >> /data/words; cat /data/words; exec sleep 1000");
        return WorkloadSpecs.trial(image, deployment).running(command, new Volume("data", "/data"));
    }

    private List<String> lines(Workload workload) {
        return docker.backend().lastLines(docker.server(), workload.name(), 20);
    }

    @Test
    void manyStartsAtOnceMakeOneNetwork() {
        String image = docker.image(TestImages.serving("hello"));
        List<CompletableFuture<Workload>> starts = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> start(WorkloadSpecs.trial(image, deployment())),
                        r -> Thread.ofVirtual().start(r)))
                .toList();
        starts.forEach(CompletableFuture::join);
        var label = List.of(Labels.INSTALLATION + "=" + docker.installation().value());
        assertThat(docker.docker().listNetworksCmd().withFilter("label", label).exec())
                .hasSize(1);
    }

    @Test
    void aStartCanceledAtAnyMomentLeavesNothing() {
        String image = docker.image(TestImages.serving("hello"));
        for (int i = 0; i < 12; i++) {
            var spec = WorkloadSpecs.trial(image, deployment()).publishing(0).spec();
            var operation = Operation.quiet();
            var start = CompletableFuture.supplyAsync(
                    () -> docker.backend().start(docker.server(), spec, operation),
                    r -> Thread.ofVirtual().start(r));
            CompletableFuture.delayedExecutor(ThreadLocalRandom.current().nextInt(400), TimeUnit.MILLISECONDS)
                    .execute(operation::cancel);
            boolean started = start.handle((w, e) -> e == null).join();
            var left = docker.backend().workloads(docker.server(), spec.slot());
            assertThat(left).hasSize(started ? 1 : 0);
        }
    }

    @Test
    void anImageThatRunsOutlivesItsTagAndGoesWhenNothingNeedsIt() {
        String image = docker.image(TestImages.serving("hello"));
        String tag = docker.newTag();
        docker.backend().keep(docker.server(), image, tag);
        Workload workload = start(WorkloadSpecs.trial(image, deployment()));
        docker.backend().letGo(docker.server(), tag);
        assertThat(docker.backend()
                        .find(docker.server(), workload.name())
                        .orElseThrow()
                        .running())
                .isTrue();
        assertThat(observe(image, tag)).isEqualTo(Observation.PRESENT);
    }

    @Test
    void aWorkloadIsAskedToStopByTheSignalItsImageNames() {
        var asked = stopped("SIGUSR1", "trap 'exit 7' USR1");
        assertThat(asked.exitCode()).isEqualTo(7);
    }

    @Test
    void aWorkloadThatIgnoresItsSignalIsKilledWhenItsGraceIsOver() {
        // what all the rest takes depends on what else this machine does
        long begun = System.nanoTime();
        stopped("SIGUSR1", "trap 'exit 7' USR1");
        long obeyed = System.nanoTime();
        var ignoring = stopped("SIGTERM", "trap '' TERM");
        assertThat(ignoring.exitCode()).isEqualTo(137);
        assertThat(Duration.ofNanos(System.nanoTime() - obeyed))
                .as("two seconds of grace, and not the engine's ten")
                .isLessThan(Duration.ofNanos(obeyed - begun).plusSeconds(8));
    }

    private Workload stopped(String signal, String trap) {
        String loop = trap + "; echo ready; while true; do /bin/busybox sleep 0.1; done";
        String image = docker.image(TestImages.stoppedBy(signal, loop));
        Workload workload = start(WorkloadSpecs.trial(image, deployment()));
        await().until(() ->
                docker.backend().lastLines(docker.server(), workload.name(), 1).contains("ready"));
        docker.backend().stop(docker.server(), workload.name());
        return docker.backend().find(docker.server(), workload.name()).orElseThrow();
    }

    @Test
    void aContainerSomebodyMadeByHandFromOurImageIsNotOurs() {
        var labels = Map.of(Labels.DEPLOYMENT, "dep_1", Labels.RESOURCE, "res_1", Labels.ROLE, "trial");
        String image = docker.backend()
                .build(docker.server(), TestImages.serving("x"), "Dockerfile", false, labels, Operation.quiet())
                .imageId();
        docker.docker()
                .createContainerCmd(image)
                .withName("by-hand-" + docker.unique())
                .exec();
        assertThat(docker.backend().workloads(docker.server(), null)).isEmpty();
    }

    @Test
    void theClassicBuilderKeepsTheSamePromises() throws Exception {
        try (var classic = new DockerForTests(true);
                var host = new DockerHostUnderTest(classic)) {
            var lines = new CopyOnWriteArrayList<String>();
            var operation = new Operation((s, line) -> lines.add(line));
            var labels = Map.of(Labels.DEPLOYMENT, "dep_" + classic.unique());
            var good = host.build(Archive.GOOD, labels, operation);
            assertThat(host.imageLabels(good.imageId())).containsAllEntriesOf(labels);
            lines.clear();
            var endless = CompletableFuture.supplyAsync(() -> host.build(Archive.ENDLESS, labels, operation));
            await().atMost(Duration.ofSeconds(20)).until(() -> lines.contains("begun"));
            operation.cancel();
            assertThat(endless.handle((w, e) -> e).get()).hasCauseInstanceOf(Operation.Canceled.class);
            await().until(() -> !host.anythingBuilds());
            await().until(() -> classic.docker()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of("com.appaloft.test", TestImages.RUN))
                    .exec()
                    .isEmpty());
        }
    }

    private Workload start(WorkloadSpecs spec) {
        return docker.backend().start(docker.server(), spec.spec(), Operation.quiet());
    }

    private DeploymentId deployment() {
        return new DeploymentId("dep_" + docker.unique());
    }

    private Observation observe(String image, String tag) {
        var id = ContentIdentity.artifact(docker.server().id(), image);
        return docker.backend()
                .observe(docker.server(), new Artifact(id, docker.server().id(), image, "", tag));
    }

    private String get(Workload workload) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(docker.backend().url(docker.server(), workload.hostPort()) + "/"))
                    .build();
            return await().ignoreException(IOException.class)
                    .until(
                            () -> http.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body(),
                            body -> !body.isEmpty());
        }
    }
}

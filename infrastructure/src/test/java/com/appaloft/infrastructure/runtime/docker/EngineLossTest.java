package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.HostEvents.Changed;
import com.appaloft.application.port.HostEvents.What;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes away and comes back; what happens on it is told. */
class EngineLossTest {
    @TempDir
    Path temporary;

    private DockerForTests docker;
    private CuttableSocket socket;
    private DockerBackend backend;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
        socket = new CuttableSocket(Path.of("/var/run/docker.sock"), temporary.resolve("docker.sock"));
        backend = new DockerBackend(
                docker.installation(), new EngineSettings(socket.host(), "127.0.0.1", 2, false), Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        backend.close();
        socket.close();
        docker.close();
    }

    @Test
    void anEngineThatIsAwayIsSaidToBeAwayAndUsedWhenItComesBack() throws Exception {
        assertAway();
        assertThat(backend.check(docker.server()))
                .anySatisfy(check -> assertThat(check.advice()).contains("DOCKER_HOST"))
                .noneMatch(Check::passed);
        for (int i = 0; i < 2; i++) {
            socket.connect();
            assertThat(backend.workloads(docker.server(), null)).isEmpty();
            assertThat(backend.check(docker.server())).allMatch(Check::passed);
            socket.cut();
            assertAway();
        }
    }

    private void assertAway() {
        assertThatThrownBy(() -> backend.workloads(docker.server(), null))
                .isInstanceOfSatisfying(
                        BackendFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.ENGINE_UNAVAILABLE));
    }

    @Test
    void aBuildWhoseEngineIsLostFailsAsEngineUnavailable() throws Exception {
        socket.connect();
        var lines = new CopyOnWriteArrayList<String>();
        var build = CompletableFuture.supplyAsync(() -> backend.build(
                docker.server(),
                TestImages.building("echo begun; exec sleep 1000"),
                "Dockerfile",
                false,
                Map.of(),
                new Operation((s, line) -> lines.add(line))));
        await().until(() -> lines.contains("begun"));
        socket.cut();
        assertThatThrownBy(build::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        BackendFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.ENGINE_UNAVAILABLE));
    }

    @Test
    void whatHappensIsToldAndAfterALossEverythingIsToBeLookedAtAgain() throws Exception {
        socket.connect();
        var told = new CopyOnWriteArrayList<Changed>();
        backend.events().listen(told::add);
        await().until(() -> told.contains(changed(What.LOOK_AGAIN, "")));

        String image = docker.image(TestImages.exiting(1, "bye"));
        var spec = WorkloadSpecs.trial(image, new DeploymentId("dep_" + docker.unique()))
                .spec();
        String name = backend.start(docker.server(), spec, Operation.quiet()).name();
        await().until(() -> told.contains(changed(What.WORKLOAD_ENDED, name)));
        backend.remove(docker.server(), name);
        docker.removeImage(image);
        await().until(() -> told.contains(changed(What.ARTIFACT_GONE, image)));

        told.clear();
        socket.cut();
        await().until(() -> told.contains(changed(What.HOST_LOST, "")));
        socket.connect();
        await().until(() -> told.contains(changed(What.LOOK_AGAIN, "")));
    }

    private static Changed changed(What what, String id) {
        return new Changed(DockerBackend.KIND, what, id);
    }
}

package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.application.runtime.ServicesSpecs;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private DockerForTests docker;
    private Networks networks;
    private String image;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
        networks = new Networks(docker.engine(), docker.installation());
        image = docker.image(TestImages.serving("hello"));
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
    }

    /** The engine was told to make the network, and carried it out after the way broke and it was told again. */
    @Test
    void ofTwoNetworksThatALostAnswerLeftTheOneInUseStaysAndThingsAreStarted() {
        var first = start();
        var used = networks().getFirst().getId();
        for (int late = 0; late < 3; late++) {
            anotherOf(name(), Labels.ofInstallation(docker.installation()));
        }
        assertThat(networks()).hasSize(4);
        assertThat(start().running()).isTrue();
        assertThat(networks()).extracting(Network::getId).containsExactly(used);
        assertThat(docker.backend().find(docker.server(), first.name()))
                .hasValueSatisfying(workload -> assertThat(workload.running()).isTrue());
    }

    /** Between the look for it and the start of what is to be on it. */
    @Test
    void whatIsStartedWhileASecondNetworkOfTheNameComesIsStartedAgain() {
        var calls = new AtomicInteger();
        var started = networks.on(destination(), network -> {
            var container = container(network, "appaloft-test-" + docker.unique());
            if (calls.incrementAndGet() == 1) {
                anotherOf(name(), Labels.ofInstallation(docker.installation()));
            }
            docker.docker().startContainerCmd(container).exec();
            return container;
        });
        assertThat(calls).hasValue(2);
        assertThat(networks()).hasSize(1);
        assertThat(docker.docker()
                        .inspectContainerCmd(started)
                        .exec()
                        .getState()
                        .getRunning())
                .isTrue();
    }

    /** The engine was told to create the container, too, on the way that broke. */
    @Test
    void aContainerThatIsCreatedLateIsNoReasonToFail() {
        var name = "appaloft-test-" + docker.unique();
        var calls = new AtomicInteger();
        networks.on(destination(), network -> {
            if (calls.incrementAndGet() == 1) {
                container(network, name);
            } else {
                docker.docker().removeContainerCmd(name).exec();
            }
            return container(network, name);
        });
        assertThat(calls).hasValue(2);
    }

    @Test
    void whatTheEngineRefusesForAnotherReasonIsToldAtOnce() {
        var calls = new AtomicInteger();
        assertThatThrownBy(() -> networks.on(destination(), network -> {
                    calls.incrementAndGet();
                    return docker.docker()
                            .startContainerCmd("none-of-this-name")
                            .exec();
                }))
                .isInstanceOf(NotFoundException.class);
        assertThat(calls).hasValue(1);
    }

    /** What was stopped there was started on the first, and knows it by its id. */
    @Test
    void ofTwoThatNothingRunsOnTheFirstStays() {
        var stopped = networks.on(destination(), this::running);
        docker.docker().stopContainerCmd(stopped).withTimeout(1).exec();
        for (int late = 0; late < 4; late++) {
            anotherOf(name(), Labels.ofInstallation(docker.installation()));
        }
        networks.on(destination(), this::running);
        assertThat(networks()).hasSize(1);
        docker.docker().startContainerCmd(stopped).exec();
    }

    @Test
    void aNetworkThatIsNotOursIsNotRemoved() {
        networks.on(destination(), this::running);
        anotherOf(name(), Map.of("made-by", "somebody else"));
        assertThatThrownBy(() -> networks.on(destination(), this::running)).hasMessageContaining("ambiguous");
        assertThat(networks()).hasSize(2);
        networks().stream()
                .filter(network -> network.getLabels().containsKey("made-by"))
                .forEach(network ->
                        docker.docker().removeNetworkCmd(network.getId()).exec());
    }

    /** A connection that was asked for before may have been made meanwhile. */
    @Test
    void whatIsOnTheNetworkAlreadyIsNoReasonToFail() {
        var calls = new AtomicInteger();
        networks.on(destination(), network -> {
            if (calls.incrementAndGet() == 1) {
                var container = running("bridge");
                for (int twice = 0; twice < 2; twice++) {
                    docker.docker()
                            .connectToNetworkCmd()
                            .withContainerId(container)
                            .withNetworkId(network)
                            .exec();
                }
            }
            return network;
        });
        assertThat(calls).hasValue(2);
    }

    /** As two control planes are, or as one that was killed and the one after it. */
    @Test
    void manyThatNeedItFirstAllStartWhatTheyHave() {
        var fresh = new DestinationId(DestinationId.PREFIX + docker.unique());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = Stream.generate(() -> new Networks(docker.engine(), docker.installation()))
                    .limit(6)
                    .map(one -> CompletableFuture.runAsync(() -> one.on(fresh, this::running), threads))
                    .toList();
            all.forEach(CompletableFuture::join);
        }
        assertThat(docker.docker()
                        .listNetworksCmd()
                        .withNameFilter(WorkloadNames.network(fresh))
                        .exec())
                .hasSize(1);
    }

    /** One service has ended before the second network of the workload comes, and is not run again. */
    @Test
    void theNextServiceIsStartedThoughTheirNetworkIsThereTwice() {
        var once = docker.image(TestImages.script("echo ran; exec sleep 2"));
        var deployment = new DeploymentId("dep_" + docker.unique());
        var spec = new ServicesSpecs(deployment)
                .with("migrate", once, Map.of())
                .with("web", image, Map.of("migrate", DependsOn.COMPLETED_SUCCESSFULLY))
                .spec();
        var workload = WorkloadNames.container(deployment, Role.TRIAL);
        var operation = new Operation((stream, line) -> {
            if (line.equals("starts web")) {
                anotherOf(workload, Labels.ofServices(docker.installation(), spec));
            }
        });
        var started = docker.backend().start(docker.server(), spec, operation);
        assertThat(started.running()).isTrue();
        assertThat(docker.docker().listNetworksCmd().withNameFilter(workload).exec())
                .hasSize(1);
        assertThat(docker.backend().lastLines(docker.server(), workload, 100)).containsOnlyOnce("migrate | ran");
    }

    private String running(String network) {
        var container = container(network, "appaloft-test-" + docker.unique());
        docker.docker().startContainerCmd(container).exec();
        return container;
    }

    private String container(String network, String name) {
        return docker.docker()
                .createContainerCmd(image)
                .withName(name)
                .withLabels(Labels.ofInstallation(docker.installation()))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network))
                .exec()
                .getId();
    }

    private void anotherOf(String name, Map<String, String> labels) {
        docker.docker().createNetworkCmd().withName(name).withLabels(labels).exec();
    }

    private DestinationId destination() {
        return docker.server().destinationId();
    }

    private Workload start() {
        var spec = new WorkloadSpec(
                new ResourceId("res_networks"),
                new DeploymentId("dep_" + docker.unique()),
                new SlotId("slot_networks"),
                docker.server().destinationId(),
                Role.TRIAL,
                image,
                RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
                new HealthSpec.None(),
                Map.of(),
                null);
        return docker.backend().start(docker.server(), spec, Operation.quiet());
    }

    private List<Network> networks() {
        return docker.docker().listNetworksCmd().withNameFilter(name()).exec();
    }

    private String name() {
        return WorkloadNames.network(destination());
    }
}

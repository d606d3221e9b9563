package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private DockerForTests docker;
    private String image;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
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
            docker.docker()
                    .createNetworkCmd()
                    .withName(name())
                    .withLabels(Labels.ofInstallation(docker.installation()))
                    .exec();
        }
        assertThat(networks()).hasSize(4);
        assertThat(start().running()).isTrue();
        assertThat(networks()).extracting(Network::getId).containsExactly(used);
        assertThat(docker.backend().find(docker.server(), first.name()))
                .hasValueSatisfying(workload -> assertThat(workload.running()).isTrue());
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
        return WorkloadNames.network(docker.server().destinationId());
    }
}

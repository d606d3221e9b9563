package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Operation;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Wanted;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container of a proxy where its network, or what has its name, is not what it was. */
class EdgeContainerTest {
    @TempDir
    Path folder;

    private DockerForTests docker;
    private EdgeContainer edge;
    private Wanted wanted;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
        edge = docker.backend().edge(docker.server());
        var image = docker.newTag();
        docker.imageServing("hello", image);
        wanted = new Wanted(
                image,
                List.of("/bin/busybox", "sleep", "1000"),
                List.of(),
                Map.of("/told", "something"),
                "127.0.0.1",
                0,
                0,
                folder.toString());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
    }

    /** An admin cleared what no container was running on. */
    @Test
    void oneWhoseNetworkIsGoneIsMadeAnew() {
        ensure();
        docker.docker().stopContainerCmd(name()).withTimeout(1).exec();
        docker.docker().removeNetworkCmd(network()).exec();
        ensure();
        assertThat(edge.look()).get().returns(true, Seen::running);
    }

    /** Nobody waits for what it would answer: that it is paused is said at once. */
    @Test
    void oneThatIsPausedIsNotTakenForOneThatRuns() {
        ensure();
        docker.docker().pauseContainerCmd(name()).exec();
        assertThatThrownBy(this::ensure).hasMessageContaining("paused");
        docker.docker().unpauseContainerCmd(name()).exec();
        ensure();
    }

    /** The way broke between its creation and its start, and the network came a second time. */
    @Test
    void oneThatWasNeverStartedIsStartedThoughItsNetworkIsThereTwice() {
        new Networks(docker.engine(), docker.installation()).on(docker.server().destinationId(), network -> network);
        docker.docker()
                .createContainerCmd(wanted.image())
                .withName(name())
                .withCmd(wanted.command())
                .withLabels(Labels.ofInstallation(docker.installation()))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network()))
                .exec();
        docker.docker()
                .createNetworkCmd()
                .withName(network())
                .withLabels(Labels.ofInstallation(docker.installation()))
                .exec();
        ensure();
        assertThat(edge.look()).get().returns(true, Seen::running);
    }

    /** It was asked for before the way broke, and is there only now. */
    @Test
    void oneThatWasMadeLateGivesWayToTheOneThatIsAskedFor() {
        var late = another(Labels.ofInstallation(docker.installation()));
        create();
        assertThat(edge.look()).get().returns(true, Seen::running);
        assertThat(docker.docker().inspectContainerCmd(name()).exec().getId()).isNotEqualTo(late);
    }

    @Test
    void whatIsNotOursKeepsTheNameThatItHas() {
        // it would have the image's label otherwise
        var theirs = another(Map.of(Labels.INSTALLATION, "somebody else's"));
        try {
            assertThatThrownBy(this::create).hasMessageContaining("already in use");
            assertThat(docker.docker().inspectContainerCmd(name()).exec().getId())
                    .isEqualTo(theirs);
        } finally {
            docker.docker().removeContainerCmd(theirs).withForce(true).exec();
        }
    }

    @Test
    void whatRunsByItsNameIsNotTakenAway() {
        ensure();
        var serving = docker.docker().inspectContainerCmd(name()).exec().getId();
        assertThatThrownBy(this::create).hasMessageContaining("already in use");
        assertThat(docker.docker().inspectContainerCmd(name()).exec().getId()).isEqualTo(serving);
        assertThat(edge.look()).get().returns(true, Seen::running);
    }

    /** As where nothing was seen of that name before. */
    private void create() {
        var networks = new Networks(docker.engine(), docker.installation());
        new EdgeCreation(docker.engine(), networks, docker.installation(), docker.server(), name())
                .create(wanted, wanted.image());
    }

    private String another(Map<String, String> labels) {
        return docker.docker()
                .createContainerCmd(wanted.image())
                .withName(name())
                .withLabels(labels)
                .exec()
                .getId();
    }

    private void ensure() {
        edge.ensure(wanted, Operation.quiet());
    }

    private String name() {
        return "appaloft-proxy-" + docker.server().id().value();
    }

    private String network() {
        return WorkloadNames.network(docker.server().destinationId());
    }
}

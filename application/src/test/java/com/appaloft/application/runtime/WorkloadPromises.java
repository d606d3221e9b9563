package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.domain.deployment.FailureCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every backend promises about workloads: found by name and label, truthful, and nothing left of one that failed. */
abstract class WorkloadPromises extends ImagePromises {
    @Test
    void aStartedWorkloadIsFoundByItsNameAndSaysWhatItIs() {
        String image = host().image(Behaviour.SERVING);
        var spec = host().workload(image).publishing(0).spec();
        Workload started = start(spec);
        assertThat(started.running()).isTrue();
        assertThat(started.imageId()).isEqualTo(image);
        assertThat(started.hostPort()).isPositive();
        assertThat(started.name()).isEqualTo("appaloft-" + spec.deployment() + "-trial");
        assertThat(started.resource()).isEqualTo(spec.resource());
        assertThat(started.deployment()).isEqualTo(spec.deployment());
        assertThat(started.role()).isEqualTo(Role.TRIAL);
        assertThat(backend().find(server(), started.name())).contains(started);
        assertThat(backend().url(server(), started.hostPort())).endsWith(":" + started.hostPort());
    }

    @Test
    void workloadsAreListedByTheirSlotWhateverTheirState() {
        String image = host().image(Behaviour.SERVING);
        var first = host().workload(image);
        var second = host().workload(host().image(Behaviour.FAILING));
        Workload running = start(first.spec());
        Workload ended = start(second.spec());
        Workload serving = start(first.as(Role.SERVING).spec());
        assertThat(names(first.spec().slot())).containsExactlyInAnyOrder(running.name(), serving.name());
        assertThat(names(second.spec().slot())).containsExactly(ended.name());
        assertThat(backend().workloads(server(), null).stream().map(Workload::name))
                .contains(running.name(), serving.name(), ended.name());
    }

    @Test
    void aLeftoverOfTheSameNameGivesWay() {
        var spec = host().workload(host().image(Behaviour.SERVING))
                .publishing(backend().freePort(server()))
                .spec();
        start(spec);
        assertThat(start(spec).running()).isTrue();
        assertThat(backend().workloads(server(), spec.slot())).hasSize(1);
    }

    @Test
    void startingAnImageThatIsGoneIsArtifactLostAndLeavesNothing() {
        String image = host().image(Behaviour.SERVING);
        var spec = host().workload(image).spec();
        host().removeImage(image);
        assertFails(() -> start(spec), FailureCode.ARTIFACT_LOST);
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aTakenPortIsPortInUseAndLeavesNothing() {
        int port = host().occupiedPort();
        var spec = host().workload(host().image(Behaviour.SERVING))
                .as(Role.SERVING)
                .publishing(port)
                .spec();
        assertFails(() -> start(spec), FailureCode.PORT_IN_USE);
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void startingAgainOnATakenPortIsPortInUse() {
        int port = backend().freePort(server());
        String image = host().image(Behaviour.SERVING);
        Workload old =
                start(host().workload(image).as(Role.SERVING).publishing(port).spec());
        backend().stop(server(), old.name());
        start(host().workload(image).as(Role.SERVING).publishing(port).spec());
        assertFails(() -> backend().startAgain(server(), old.name()), FailureCode.PORT_IN_USE);
    }

    @Test
    void aStoppedWorkloadIsKeptAndStartsAgainAsItWas() {
        int port = backend().freePort(server());
        var spec = host().workload(host().image(Behaviour.SERVING))
                .as(Role.SERVING)
                .publishing(port)
                .spec();
        Workload started = start(spec);
        backend().stop(server(), started.name());
        backend().stop(server(), started.name());
        assertThat(find(started.name()).running()).isFalse();
        assertThat(find(started.name()).hostPort()).isEqualTo(port);
        Workload again = backend().startAgain(server(), started.name());
        assertThat(again.running()).isTrue();
        assertThat(again.imageId()).isEqualTo(started.imageId());
        assertThat(again.hostPort()).isEqualTo(port);
    }

    @Test
    void whatIsNotThereIsStoppedAndRemovedWithoutComplaint() {
        Workload started =
                start(host().workload(host().image(Behaviour.SERVING)).spec());
        backend().remove(server(), started.name());
        backend().remove(server(), started.name());
        backend().stop(server(), started.name());
        assertThat(backend().find(server(), started.name())).isEmpty();
        assertThat(backend().lastLines(server(), started.name(), 10)).isEmpty();
        assertFails(() -> backend().startAgain(server(), started.name()), FailureCode.START_FAILED);
    }

    @Test
    void theDeadTellTheirExitCodeAndTheirLastLines() {
        Workload started =
                start(host().workload(host().image(Behaviour.FAILING)).spec());
        await().until(() -> !find(started.name()).running());
        assertThat(find(started.name()).exitCode()).isEqualTo(3);
        assertThat(find(started.name()).outOfMemory()).isFalse();
        assertThat(backend().lastLines(server(), started.name(), 50)).contains("about to fail");
    }

    @Test
    void aWorkloadThatOutgrowsItsMemorySaysSo() {
        Workload started = start(
                host().workload(host().image(Behaviour.GREEDY)).limitedTo(16).spec());
        await().atMost(Duration.ofSeconds(30)).until(() -> !find(started.name()).running());
        assertThat(find(started.name()).outOfMemory()).isTrue();
    }

    @Test
    void lastLinesAreBoundedInNumberAndLength() {
        Workload started =
                start(host().workload(host().image(Behaviour.TALKING)).spec());
        await().until(() -> backend().lastLines(server(), started.name(), 1).equals(List.of("the end")));
        List<String> lines = backend().lastLines(server(), started.name(), 100_000);
        assertThat(lines).hasSize(200).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(2048));
        assertThat(lines.getLast()).isEqualTo("the end");
        assertThat(lines.get(198)).hasSize(2048);
        assertThat(backend().lastLines(server(), started.name(), 0)).isEmpty();
    }
}

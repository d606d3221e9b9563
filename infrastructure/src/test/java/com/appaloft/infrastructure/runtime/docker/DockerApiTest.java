package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerApiTest {
    private static final Engine.Deadlines SHORT =
            new Engine.Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private DockerForTests docker;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
    }

    /** A grace of minutes is the user's own wish, and no sign of an engine that is stuck. */
    @Test
    void aStopTakesAsLongAsItsGraceBesideWhatAnyCallMayTake() throws IOException {
        var image = docker.image(TestImages.stoppedBy("SIGTERM", "trap '' TERM; while true; do sleep 1; done"));
        var container = running(image);
        try (var engine = new Engine(new LocalReach(DockerForTests.LOCAL), SHORT)) {
            var api = new DockerApi(engine);
            api.stop(container, 12);
            assertThat(api.inspect(container).orElseThrow().getState().getRunning())
                    .isFalse();
        }
    }

    /** Its name is free then: the next of that name is created at once. */
    @Test
    void whatIsRemovedIsGoneAlsoWhereAnotherBeganToRemoveIt() {
        var image = docker.image(TestImages.serving("hello"));
        var api = new DockerApi(docker.engine());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 2; round++) {
                var container = running(image);
                IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> {
                                    api.remove(container);
                                    assertThat(api.inspect(container)).isEmpty();
                                },
                                threads))
                        .toList()
                        .forEach(CompletableFuture::join);
            }
        }
    }

    private String running(String image) {
        var container = docker.docker()
                .createContainerCmd(image)
                .withLabels(Labels.ofInstallation(docker.installation()))
                .exec()
                .getId();
        docker.docker().startContainerCmd(container).exec();
        return container;
    }
}

package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Said;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs commands and hears what they say: in a container that runs, or in one that is made for it. */
final class ContainerCommands {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MS = 100;
    private static final int LINES = 50;

    private final Engine engine;
    private final DockerApi api;

    ContainerCommands(Engine engine) {
        this.engine = engine;
        this.api = new DockerApi(engine);
    }

    Said in(String container, List<String> command) {
        var said = new StringBuilder();
        var exec = engine.client()
                .execCreateCmd(container)
                .withCmd(command.toArray(String[]::new))
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        var lines = new LineSplitter((stream, line) -> said.append(line).append('\n'));
        try (var output = engine.ask(
                EngineRequest.post("/exec/" + exec + "/start", Map.of()).with(ExecProbe.ATTACHED))) {
            output.eachFrame(lines::bytes);
        }
        lines.end();
        var code = engine.client().inspectExecCmd(exec).exec().getExitCodeLong();
        return new Said(code != null && code == 0, said.toString().strip());
    }

    /**
     * In a container that has no network and does not stay.
     *
     * @param name of the container; one that somebody left there goes
     */
    Said alone(String name, String imageId, Map<String, String> labels, List<String> command) {
        api.remove(name);
        engine.client()
                .createContainerCmd(imageId)
                .withName(name)
                .withCmd(command)
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec();
        try {
            api.start(name);
            return ended(name);
        } catch (BadRequestException | NotFoundException e) {
            return new Said(false, EngineErrors.sentence(e));
        } finally {
            api.remove(name);
        }
    }

    private Said ended(String name) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            var state = api.inspect(name).orElseThrow().getState();
            if (!WorkloadView.running(state)) {
                var code = state.getExitCodeLong();
                return new Said(
                        code != null && code == 0, String.join("\n", new ContainerLines(engine).last(name, LINES)));
            }
            Operation.quiet().pause(LOOK_EVERY_MS);
        }
        return new Said(false, "It did not end within " + LONGEST.toSeconds() + " seconds.");
    }
}

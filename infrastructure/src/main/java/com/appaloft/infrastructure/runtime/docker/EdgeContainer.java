package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The container that a server's proxy runs in: one for each server, on the network of its workloads. */
public final class EdgeContainer {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Engine engine;
    private final DockerApi api;
    private final InstallationId installation;
    private final Server server;

    /**
     * What to run.
     *
     * @param address on which it listens for visitors
     * @param files put there before its first start, by their absolute paths
     * @param folder on the server, in which its admin socket is; mounted at {@code /run/appaloft}
     */
    public record Wanted(
            String image,
            List<String> command,
            List<String> environment,
            Map<String, String> files,
            String address,
            int httpPort,
            int httpsPort,
            String folder) {}

    /**
     * What the engine shows of it.
     *
     * @param image as it was named when it was created
     */
    public record Seen(boolean running, String image, int httpPort, int httpsPort, String address) {}

    EdgeContainer(Engine engine, InstallationId installation, Server server) {
        this.engine = engine;
        this.api = new DockerApi(engine);
        this.installation = installation;
        this.server = server;
    }

    private String name() {
        return "appaloft-proxy-" + server.id().value();
    }

    public Optional<Seen> look() {
        return translated(() -> ours().map(EdgeContainer::seen));
    }

    /** Makes sure that the engine has what it is started from. */
    public void fetch(String image, Operation operation) {
        new Images(engine).resolve(image, false, null, operation);
    }

    /** Starts one, if none is there; starts again one that is there and does not run, whatever kept it from its first start. */
    public void ensure(Wanted wanted, Operation operation) {
        var image = new Images(engine).resolve(wanted.image(), false, null, operation);
        translated(() -> {
            var there = ours().map(EdgeContainer::seen);
            if (there.isEmpty()) {
                new EdgeCreation(engine, installation, server, name()).create(wanted, image.imageId());
            } else if (!there.get().running()) {
                files().put("/", wanted.files());
            }
            api.start(name());
            return name();
        });
    }

    /** Stops and removes it; what it keeps in its volumes stays. */
    public void remove() {
        translated(() -> {
            if (ours().isPresent()) {
                api.stop(name(), 10);
                api.remove(name());
            }
            return name();
        });
    }

    /**
     * What came of a command.
     *
     * @param output all it printed, of both kinds
     */
    public record Said(boolean well, String output) {}

    /** Runs a command in it. */
    public Said run(List<String> command) {
        return translated(() -> {
            var said = new StringBuilder();
            var exec = engine.client()
                    .execCreateCmd(name())
                    .withCmd(command.toArray(String[]::new))
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            var lines = new LineSplitter((stream, line) -> said.append(line).append('\n'));
            try (var output = engine.open(
                    EngineRequest.post("/exec/" + exec + "/start", Map.of()).with(ExecProbe.ATTACHED),
                    Operation.quiet())) {
                output.eachFrame(lines::bytes);
            }
            lines.end();
            var code = engine.client().inspectExecCmd(exec).exec().getExitCodeLong();
            return new Said(code != null && code == 0, said.toString().strip());
        });
    }

    /**
     * Writes texts there, one after the other.
     *
     * @param folder that is there
     * @param texts by their absolute paths in it; a path that ends in a slash makes a folder
     */
    public void write(String folder, Map<String, String> texts) {
        translated(() -> {
            files().put(folder, texts);
            return folder;
        });
    }

    /** The texts in this folder and below it, or the one at this path, by their absolute paths; empty where there is nothing. */
    public Map<String, String> read(String path) {
        return translated(() -> files().read(path));
    }

    private ContainerFiles files() {
        return new ContainerFiles(engine, name());
    }

    /** A connection to its admin socket. */
    public Socket admin(String folder) throws IOException {
        return engine.reach().toSocket(folder + "/admin.sock");
    }

    /** A connection as a visitor's who comes to the server. */
    public Socket visit(String address, int port) throws IOException {
        return engine.reach().toPort(address, port, CONNECT);
    }

    /** Under which name the server is known to people; empty for this machine. */
    public Optional<String> publicHost() {
        return Optional.ofNullable(engine.reach().publicHost());
    }

    /** Where it reaches this port of a workload; of several services the entry is brought to its network. */
    public String upstream(Workload workload, int port) {
        return translated(() -> {
            var own = api.inspect(workload.name());
            if (own.isPresent()) {
                return workload.name() + ":" + port;
            }
            var members = api.list(Map.of(Labels.WORKLOAD, workload.name())).stream()
                    .filter(c -> c.getLabels()
                            .getOrDefault(Labels.ENTRY, "")
                            .equals(c.getLabels().get(Labels.SERVICE)))
                    .toList();
            if (members.isEmpty()) {
                throw new BackendFailure(
                        FailureCode.ROUTE_NOT_SERVING, "The server does not show " + workload.name() + ".");
            }
            var entry = WorkloadNames.service(
                    workload.name(), members.getFirst().getLabels().getOrDefault(Labels.SERVICE, ""));
            var network = new Networks(engine, installation).ensure(server.destinationId());
            if (!networks(entry).contains(network)) {
                api.connect(entry, network, workload.name());
            }
            return workload.name() + ":" + port;
        });
    }

    private Set<String> networks(String container) {
        var networks = api.inspect(container).orElseThrow().getNetworkSettings().getNetworks();
        var ids = new HashSet<String>();
        networks.values().forEach(network -> ids.add(network.getNetworkID()));
        return ids;
    }

    private Optional<InspectContainerResponse> ours() {
        var found = api.inspect(name());
        found.ifPresent(container -> {
            var labels = container.getConfig().getLabels();
            if (labels == null || !installation.value().equals(labels.get(Labels.INSTALLATION))) {
                throw new BackendFailure(
                        FailureCode.PROXY_NOT_READY,
                        "The server has a container " + name()
                                + " that this installation did not make; remove it first.");
            }
        });
        return found;
    }

    private static Seen seen(InspectContainerResponse container) {
        var http = published(container, 80);
        var https = published(container, 443);
        return new Seen(
                WorkloadView.running(container.getState()),
                Objects.requireNonNullElse(container.getConfig().getLabels(), Map.<String, String>of())
                        .getOrDefault(EdgeCreation.IMAGE, ""),
                http.map(b -> Integer.parseInt(b.getHostPortSpec())).orElse(0),
                https.map(b -> Integer.parseInt(b.getHostPortSpec())).orElse(0),
                http.map(b -> String.valueOf(b.getHostIp())).orElse(""));
    }

    private static Optional<Ports.Binding> published(InspectContainerResponse container, int port) {
        var bindings = container.getHostConfig().getPortBindings();
        return bindings == null
                ? Optional.empty()
                : Stream.of(bindings.getBindings().getOrDefault(ExposedPort.tcp(port), new Ports.Binding[0]))
                        .findFirst();
    }

    private static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException refused) {
            throw EngineErrors.refused(FailureCode.PROXY_NOT_READY, EngineErrors.sentence(refused), refused);
        } catch (RuntimeException e) {
            throw EngineErrors.failure(FailureCode.PROXY_NOT_READY, e);
        }
    }
}

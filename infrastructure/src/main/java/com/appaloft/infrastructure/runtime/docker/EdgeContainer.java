package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The container that a server's proxy runs in: one for each server, on the network of its workloads. */
public final class EdgeContainer {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Engine engine;
    private final Networks networks;
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

    EdgeContainer(Engine engine, Networks networks, InstallationId installation, Server server) {
        this.engine = engine;
        this.networks = networks;
        this.api = new DockerApi(engine);
        this.installation = installation;
        this.server = server;
    }

    private String name() {
        return "appaloft-proxy-" + server.id().value();
    }

    public Optional<Seen> look() {
        return translated(() -> ours(name()).map(EdgeView::seen));
    }

    /** Makes sure that the engine has what it is started from. */
    public void fetch(String image, Operation operation) {
        new Images(engine).resolve(image, false, null, operation);
    }

    /** Starts one, if none is there; starts again one that is there and does not run, whatever kept it from its first start. */
    public void ensure(Wanted wanted, Operation operation) {
        if (!translated(this::isThere)) {
            create(wanted, operation);
            return;
        }
        if (!translated(() -> runs(wanted))) {
            var image = image(wanted, operation);
            translated(() -> {
                // whatever it keeps is in its volumes
                api.remove(name());
                creation().create(wanted, image.imageId());
                return name();
            });
        }
    }

    /** Whether it runs then; not where it never ran, or where the network is gone that it was made for. */
    private boolean runs(Wanted wanted) {
        var state = ours(name()).orElseThrow().getState();
        if ("created".equals(state.getStatus())) {
            return false;
        }
        if (!Boolean.TRUE.equals(state.getRunning())) {
            files().put("/", wanted.files());
        }
        try {
            return networks.on(server.destinationId(), network -> {
                api.start(name());
                return true;
            });
        } catch (DockerException e) {
            if (EngineErrors.carriedOutLate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Starts it again, whether it runs or not. */
    public void restart() {
        translated(() -> {
            api.restart(name());
            return name();
        });
    }

    /** Whoever was interrupted while another took its place may have left it without its name. */
    private boolean isThere() {
        return ours(name()).isPresent() || replacement().putBack();
    }

    private void create(Wanted wanted, Operation operation) {
        var image = image(wanted, operation);
        translated(() -> {
            creation().create(wanted, image.imageId());
            return name();
        });
    }

    private Image image(Wanted wanted, Operation operation) {
        return new Images(engine).resolve(wanted.image(), false, null, operation);
    }

    private EdgeCreation creation() {
        return new EdgeCreation(engine, networks, installation, server, name());
    }

    /** Starts another in its place; what it keeps in its volumes is the other's then. It waits until one of the two is to go. */
    public void replace(Wanted wanted, Operation operation) {
        translated(() -> {
            replacement().setAside();
            return name();
        });
        create(wanted, operation);
    }

    /** Whether one waited that another was started in the place of; the other goes. */
    public boolean putBack() {
        return translated(() -> replacement().putBack());
    }

    /** Whatever another was started in the place of goes. */
    public void dropBefore() {
        translated(() -> {
            replacement().drop();
            return name();
        });
    }

    private EdgeReplacement replacement() {
        ours(name());
        ours(EdgeReplacement.before(name()));
        return new EdgeReplacement(api, name());
    }

    /**
     * What came of a command.
     *
     * @param output all it printed, of both kinds
     */
    public record Said(boolean well, String output) {}

    /** Runs a command in it. */
    public Said run(List<String> command) {
        return translated(() -> new ContainerCommands(engine).in(name(), command));
    }

    /** Runs a command of an image that the engine has in a container of its own, which does not stay. */
    public Said tryOut(String image, List<String> command) {
        var id = new Images(engine)
                .resolve(image, false, null, Operation.quiet())
                .imageId();
        return translated(() -> {
            var tried = name() + "-tried";
            ours(tried);
            return new ContainerCommands(engine).alone(tried, id, Labels.ofInstallation(installation), command);
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

    /**
     * Whether a question to the server comes back at once.
     *
     * @throws BackendFailure {@code server-unreachable} where it does not come back at all
     */
    public boolean wayIsWell() {
        return engine.reach().prompt();
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
            networks.on(server.destinationId(), network -> {
                if (!networks(entry).contains(network)) {
                    api.connect(entry, network, workload.name());
                }
                return network;
            });
            return workload.name() + ":" + port;
        });
    }

    private Set<String> networks(String container) {
        var networks = api.inspect(container).orElseThrow().getNetworkSettings().getNetworks();
        var ids = new HashSet<String>();
        networks.values().forEach(network -> ids.add(network.getNetworkID()));
        return ids;
    }

    private Optional<InspectContainerResponse> ours(String name) {
        var found = api.inspect(name);
        found.ifPresent(container -> {
            if (!Labels.areOf(installation, container.getConfig().getLabels())) {
                throw new BackendFailure(
                        FailureCode.PROXY_NOT_READY,
                        "The server has a container " + name
                                + " that this installation did not make; remove it first.");
            }
        });
        return found;
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

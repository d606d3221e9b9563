package com.appaloft.infrastructure.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests about containers to the engine; knows no rules, throws what docker-java throws. */
final class DockerApi {
    private static final int GRACE_SECONDS = 10;
    private static final Duration REMOVAL = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Engine engine;

    DockerApi(Engine engine) {
        this.engine = engine;
    }

    /** The id of the new container. */
    String create(ContainerRequest request) {
        CreateContainerCmd create = engine.client()
                .createContainerCmd(request.imageId())
                .withName(request.name())
                .withEnv(request.environment())
                .withLabels(request.labels())
                .withHostConfig(hostConfig(request));
        if (!request.command().isEmpty()) {
            create.withCmd(request.command());
        }
        if (!request.ownHealthcheck()) {
            create.withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
        }
        if (request.port() != null) {
            create.withExposedPorts(ExposedPort.tcp(request.port().internalPort()));
        }
        return create.exec().getId();
    }

    private static HostConfig hostConfig(ContainerRequest request) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(request.networkId())
                .withRestartPolicy(
                        request.restarts() ? RestartPolicy.unlessStoppedRestart() : RestartPolicy.noRestart())
                .withMounts(request.volumes().stream().map(VolumeRequest::mount).toList());
        if (request.memoryBytes() > 0) {
            // no swap on top: the limit means what it says, and running out of it shows as out-of-memory
            host.withMemory(request.memoryBytes()).withMemorySwap(request.memoryBytes());
        }
        if (request.nanoCpus() > 0) {
            host.withNanoCPUs(request.nanoCpus());
        }
        ContainerRequest.PortBinding port = request.port();
        if (port != null) {
            host.withPortBindings(new PortBinding(
                    port.hostPort() == 0
                            ? Ports.Binding.bindIp(port.address())
                            : Ports.Binding.bindIpAndPort(port.address(), port.hostPort()),
                    ExposedPort.tcp(port.internalPort())));
        }
        return host;
    }

    void start(String container) {
        try {
            engine.client().startContainerCmd(container).exec();
        } catch (NotModifiedException e) {
            return;
        }
    }

    void restart(String container) {
        engine.client()
                .restartContainerCmd(container)
                .withTimeout(GRACE_SECONDS)
                .exec();
    }

    /** Waits as long as the grace, beside what any call may take. Does nothing where it is gone or stopped already. */
    void stop(String container, int graceSeconds) {
        stop(engine.client(Duration.ofSeconds(graceSeconds)), container, graceSeconds);
    }

    /** As {@link #stop}, but fails where that takes longer than any call may: whoever looks after much more must not wait for one. */
    void stopPromptly(String container, int graceSeconds) {
        stop(engine.client(), container, graceSeconds);
    }

    private static void stop(DockerClient client, String container, int graceSeconds) {
        try {
            client.stopContainerCmd(container).withTimeout(graceSeconds).exec();
        } catch (NotModifiedException | NotFoundException e) {
            return;
        }
    }

    /** Kills it if it runs, and removes it with its unnamed volumes; named ones stay. Does nothing where it is gone already. */
    void remove(String container) {
        try {
            engine.client()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            return;
        } catch (ConflictException e) {
            // "removal of container … is already in progress": whoever asked first gets it done
            if (!String.valueOf(e.getMessage()).contains("already in progress") || !isGoneSoon(container)) {
                throw e;
            }
        }
    }

    /** Until it is, it is listed and its name is taken; the engine's own wait for a removal may miss it and never end. */
    private boolean isGoneSoon(String container) {
        long end = System.nanoTime() + REMOVAL.toNanos();
        while (inspect(container).isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    void rename(String container, String name) {
        engine.client().renameContainerCmd(container).withName(name).exec();
    }

    void restarts(String container, RestartPolicy policy) {
        engine.client().updateContainerCmd(container).withRestartPolicy(policy).exec();
    }

    /** @param alias by which the others there find it */
    void connect(String container, String network, String alias) {
        engine.client()
                .connectToNetworkCmd()
                .withContainerId(container)
                .withNetworkId(network)
                .withContainerNetwork(new ContainerNetwork().withAliases(alias))
                .exec();
    }

    Optional<InspectContainerResponse> inspect(String container) {
        try {
            return Optional.of(engine.client().inspectContainerCmd(container).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The address on which a container, or one of a workload of several, publishes this port of the server. */
    Optional<String> publishedAt(String workload, int hostPort) {
        for (Container container : engine.client().listContainersCmd().exec()) {
            boolean ofIt = container.getNames()[0].substring(1).startsWith(workload);
            for (ContainerPort port : container.getPorts()) {
                if (ofIt && Integer.valueOf(hostPort).equals(port.getPublicPort()) && port.getIp() != null) {
                    return Optional.of(port.getIp());
                }
            }
        }
        return Optional.empty();
    }

    /** In every state, by labels. */
    List<Container> list(Map<String, String> labels) {
        return engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
    }
}

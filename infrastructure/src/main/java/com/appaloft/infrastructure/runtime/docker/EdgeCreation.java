package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Wanted;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the container that a server's proxy runs in. */
final class EdgeCreation {
    /** What the image was called that it runs. */
    static final String IMAGE = "com.appaloft.proxy-image";

    private static final String ROLE = "proxy";
    /** Passes connections that wait for a server that ends to the one that takes over; not every kernel knows it. */
    private static final Map<String, String> KIND_TO_VISITORS = Map.of("net.ipv4.tcp_migrate_req", "1");

    private final Engine engine;
    private final Networks networks;
    private final DockerApi api;
    private final InstallationId installation;
    private final Server server;
    private final String name;

    EdgeCreation(Engine engine, Networks networks, InstallationId installation, Server server, String name) {
        this.engine = engine;
        this.networks = networks;
        this.api = new DockerApi(engine);
        this.installation = installation;
        this.server = server;
        this.name = name;
    }

    /** Starts it as well. */
    void create(Wanted wanted, String imageId) {
        networks.on(server.destinationId(), network -> {
            try {
                return orNone(wanted, imageId, network, KIND_TO_VISITORS);
            } catch (InternalServerErrorException e) {
                return orNone(wanted, imageId, network, Map.of());
            }
        });
    }

    /** One that could not be started stays for nobody: it would keep what it was given to start with. */
    private String orNone(Wanted wanted, String imageId, String network, Map<String, String> sysctls) {
        try {
            create(wanted, imageId, network, sysctls);
            return name;
        } catch (ConflictException e) {
            removeUnlessItRuns();
            throw e;
        } catch (RuntimeException e) {
            // whoever asks next finds it, and may find it running
            if (!Workloads.wayBroke(e)) {
                api.remove(name);
            }
            throw e;
        }
    }

    /** What has the name already was asked for before and made late, or somebody else made it and serves by it. */
    private void removeUnlessItRuns() {
        api.inspect(name)
                .filter(there -> Labels.areOf(installation, there.getConfig().getLabels()))
                .filter(there -> !Boolean.TRUE.equals(there.getState().getRunning()))
                .ifPresent(there -> api.remove(there.getId()));
    }

    private void create(Wanted wanted, String imageId, String network, Map<String, String> sysctls) {
        var labels = Labels.ofInstallation(installation);
        labels.put(Labels.ROLE, ROLE);
        labels.put(IMAGE, wanted.image());
        CreateContainerCmd create = engine.client()
                .createContainerCmd(imageId)
                .withName(name)
                .withCmd(wanted.command())
                .withEnv(wanted.environment())
                .withLabels(labels)
                .withExposedPorts(ExposedPort.tcp(80), ExposedPort.tcp(443))
                .withHostConfig(host(wanted, network, sysctls));
        create.exec();
        new ContainerFiles(engine, name).put("/", wanted.files());
        api.start(name);
    }

    private HostConfig host(Wanted wanted, String network, Map<String, String> sysctls) {
        var ports = new ArrayList<PortBinding>();
        ports.add(
                new PortBinding(Ports.Binding.bindIpAndPort(wanted.address(), wanted.httpPort()), ExposedPort.tcp(80)));
        ports.add(new PortBinding(
                Ports.Binding.bindIpAndPort(wanted.address(), wanted.httpsPort()), ExposedPort.tcp(443)));
        return HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withSysctls(sysctls)
                .withPortBindings(ports)
                .withBinds(Bind.parse(wanted.folder() + ":/run/appaloft"))
                .withMounts(List.of(volume("config"), volume("data")));
    }

    private Mount volume(String what) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name + "-" + what)
                .withTarget("/" + what)
                .withVolumeOptions(new VolumeOptions().withLabels(Labels.ofInstallation(installation)));
    }
}

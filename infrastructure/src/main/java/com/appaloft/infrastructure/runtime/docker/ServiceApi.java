package com.appaloft.infrastructure.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends requests about services, their networks and volumes to the engine; knows no rules, throws what docker-java throws. */
final class ServiceApi {
    private final Engine engine;

    ServiceApi(Engine engine) {
        this.engine = engine;
    }

    void create(ServiceRequest request) {
        var process = request.process();
        CreateContainerCmd create = engine.client()
                .createContainerCmd(request.imageId())
                .withName(request.name())
                .withAliases(request.service())
                .withEnv(request.variables())
                .withLabels(request.labels())
                .withHostConfig(hostConfig(request));
        if (process.command() != null) {
            create.withCmd(process.command());
        }
        if (process.entrypoint() != null) {
            create.withEntrypoint(process.entrypoint());
        }
        if (process.workingDir() != null) {
            create.withWorkingDir(process.workingDir());
        }
        if (process.user() != null) {
            create.withUser(process.user());
        }
        if (process.stopSignal() != null) {
            create.withStopSignal(process.stopSignal());
        }
        if (process.stopGraceMs() != null) {
            create.withStopTimeout(seconds(process.stopGraceMs()));
        }
        if (request.healthcheck() != null) {
            create.withHealthcheck(healthcheck(request));
        }
        if (request.port() != null) {
            create.withExposedPorts(ExposedPort.tcp(request.port().internalPort()));
        }
        create.exec();
    }

    static int seconds(long milliseconds) {
        return (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(milliseconds + 999));
    }

    private static HealthCheck healthcheck(ServiceRequest request) {
        var wanted = request.healthcheck();
        var check = new HealthCheck();
        if (wanted == null) {
            return check;
        }
        check.withTest(wanted.test());
        if (wanted.intervalMs() != null) {
            check.withInterval(TimeUnit.MILLISECONDS.toNanos(wanted.intervalMs()));
        }
        if (wanted.timeoutMs() != null) {
            check.withTimeout(TimeUnit.MILLISECONDS.toNanos(wanted.timeoutMs()));
        }
        if (wanted.retries() != null) {
            check.withRetries(wanted.retries());
        }
        if (wanted.startPeriodMs() != null) {
            check.withStartPeriod(TimeUnit.MILLISECONDS.toNanos(wanted.startPeriodMs()));
        }
        return check;
    }

    private static HostConfig hostConfig(ServiceRequest request) {
        var process = request.process();
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(request.network())
                .withRestartPolicy(RestartPolicy.parse(request.restart()))
                .withReadonlyRootfs(process.readOnly())
                .withTmpFs(process.tmpfs().stream().collect(Collectors.toMap(path -> path, path -> "", (a, b) -> a)))
                .withMounts(request.volumes().stream().map(VolumeRequest::mount).toList());
        if (process.memoryBytes() != null) {
            host.withMemory(process.memoryBytes()).withMemorySwap(process.memoryBytes());
        }
        if (process.cpus() != null) {
            host.withNanoCPUs(Math.round(process.cpus() * 1e9));
        }
        var port = request.port();
        if (port != null) {
            host.withPortBindings(new PortBinding(
                    port.hostPort() == 0
                            ? Ports.Binding.bindIp(port.address())
                            : Ports.Binding.bindIpAndPort(port.address(), port.hostPort()),
                    ExposedPort.tcp(port.internalPort())));
        }
        return host;
    }

    List<Network> networks(Map<String, String> labels) {
        return engine.client()
                .listNetworksCmd()
                .withFilter("label", filter(labels))
                .exec();
    }

    /** Does nothing where it is gone already. */
    void removeNetwork(String id) {
        try {
            engine.client().removeNetworkCmd(id).exec();
        } catch (NotFoundException e) {
            return;
        }
    }

    /** With the volumes that carry these labels. */
    void removeVolumes(Map<String, String> labels) {
        List<InspectVolumeResponse> volumes = engine.client()
                .listVolumesCmd()
                .withFilter("label", filter(labels))
                .exec()
                .getVolumes();
        for (InspectVolumeResponse volume : orNone(volumes)) {
            try {
                engine.client().removeVolumeCmd(volume.getName()).exec();
            } catch (NotFoundException e) {
                continue;
            }
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<String> filter(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
    }
}

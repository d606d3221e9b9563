package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to create, as a value; the request is decided here, {@link DockerApi} only sends it.
 *
 * @param imageId an id, never a tag: a tag may name other content by now
 * @param environment {@code NAME=value}
 * @param memoryBytes 0 for no limit
 * @param nanoCpus 0 for no limit
 * @param ownHealthcheck whether the image's HEALTHCHECK runs
 */
record ContainerRequest(
        String name,
        String imageId,
        List<String> command,
        List<String> environment,
        Map<String, String> labels,
        String networkId,
        long memoryBytes,
        long nanoCpus,
        List<VolumeRequest> volumes,
        @Nullable PortBinding port,
        boolean restarts,
        boolean ownHealthcheck) {

    /** @param hostPort 0 lets the engine choose */
    record PortBinding(String address, int hostPort, int internalPort) {}

    /** @param directPortHost where a serving workload's port is published; a trial is seen by this server only */
    static ContainerRequest of(
            InstallationId installation, String directPortHost, String networkId, WorkloadSpec spec) {
        boolean serving = spec.role() == Role.SERVING;
        var publish = spec.publish();
        Integer memory = spec.runtime().memoryMb();
        Double cpus = spec.runtime().cpus();
        return new ContainerRequest(
                WorkloadNames.container(spec.deployment(), spec.role()),
                spec.imageId(),
                spec.runtime().command(),
                spec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList(),
                Labels.ofWorkload(installation, spec),
                networkId,
                memory == null ? 0 : memory * 1024L * 1024L,
                cpus == null ? 0 : Math.round(cpus * 1e9),
                volumes(installation, spec),
                publish == null
                        ? null
                        : new PortBinding(
                                serving && publish.visited() ? directPortHost : "127.0.0.1",
                                publish.hostPort(),
                                publish.internalPort()),
                serving && (publish == null || publish.visited()),
                spec.health() instanceof HealthSpec.Image);
    }

    private static List<VolumeRequest> volumes(InstallationId installation, WorkloadSpec spec) {
        boolean lasting = VolumeRequest.lasting(spec.role(), spec.slot());
        return spec.runtime().volumes().stream()
                .map(v -> lasting
                        ? VolumeRequest.lasting(installation, spec.resource(), v.name(), v.path(), false)
                        : VolumeRequest.fresh(v.path()))
                .toList();
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "ContainerRequest[" + name + ", " + imageId + "]";
    }
}

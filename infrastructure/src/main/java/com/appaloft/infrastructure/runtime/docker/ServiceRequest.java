package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.domain.compose.ServiceHealth;
import com.appaloft.domain.compose.ServiceProcess;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The container of one service to create, as a value.
 *
 * @param imageId an id, never a tag: a tag may name other content by now
 * @param network name of the workload's own network
 * @param port only of the entry
 */
record ServiceRequest(
        String name,
        String service,
        String imageId,
        ServiceProcess process,
        @Nullable ServiceHealth healthcheck,
        Map<String, String> labels,
        String network,
        List<VolumeRequest> volumes,
        ContainerRequest.@Nullable PortBinding port,
        String restart) {

    static ServiceRequest of(
            InstallationId installation, String directPortHost, ServicesSpec spec, ServiceSpec service) {
        String workload = WorkloadNames.container(spec.deployment(), spec.role());
        boolean serving = spec.role() == Role.SERVING;
        var publish = spec.publish();
        boolean published = publish != null && service.name().equals(spec.entry());
        return new ServiceRequest(
                WorkloadNames.service(workload, service.name()),
                service.name(),
                service.imageId(),
                service.started().process(),
                service.started().healthcheck(),
                labels(installation, spec, service),
                workload,
                volumes(installation, spec, service),
                published && publish != null
                        ? new ContainerRequest.PortBinding(
                                serving && publish.visited() ? directPortHost : "127.0.0.1",
                                publish.hostPort(),
                                publish.internalPort())
                        : null,
                serving && (publish == null || publish.visited()) ? restart(service) : "no");
    }

    /** Its environment, each as {@code NAME=value}. */
    List<String> variables() {
        return process.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private static String restart(ServiceSpec service) {
        return service.endsByItself() ? "no" : service.started().process().restart();
    }

    private static Map<String, String> labels(InstallationId installation, ServicesSpec spec, ServiceSpec service) {
        var labels = new LinkedHashMap<>(service.started().process().labels());
        labels.putAll(Labels.ofServices(installation, spec));
        labels.put(Labels.SERVICE, service.name());
        labels.put(Labels.TURN, Integer.toString(spec.services().indexOf(service)));
        labels.put(Labels.RESTART, restart(service));
        labels.put(Labels.ENDS, Boolean.toString(service.endsByItself()));
        var grace = service.started().process().stopGraceMs();
        if (grace != null) {
            labels.put(Labels.GRACE, Integer.toString(ServiceApi.seconds(grace)));
        }
        labels.put(
                Labels.NEEDS,
                service.dependsOn().entrySet().stream()
                        .map(need -> need.getKey() + "=" + need.getValue().wire())
                        .collect(Collectors.joining(",")));
        return labels;
    }

    /** Of a trial the services share what is fresh, and it goes with them. */
    private static List<VolumeRequest> volumes(InstallationId installation, ServicesSpec spec, ServiceSpec service) {
        boolean lasting = VolumeRequest.lasting(spec.role(), spec.slot());
        var labels = Labels.ofServices(installation, spec);
        String workload = WorkloadNames.container(spec.deployment(), spec.role());
        return service.mounts().stream()
                .map(mount -> lasting
                        ? VolumeRequest.lasting(
                                installation, spec.resource(), mount.volume(), mount.path(), mount.readOnly())
                        : new VolumeRequest(
                                WorkloadNames.service(workload, mount.volume()),
                                mount.path(),
                                mount.readOnly(),
                                labels))
                .toList();
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "ServiceRequest[" + name + ", " + imageId + "]";
    }
}

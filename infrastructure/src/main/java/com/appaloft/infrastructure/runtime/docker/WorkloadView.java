package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees a workload in a container, if it is one of ours. */
final class WorkloadView {
    private WorkloadView() {}

    /**
     * Empty for what only carries labels of ours, e.g. a container somebody started by hand from an image we built: it inherits the
     * image's labels but not our name.
     */
    static Optional<Workload> of(InspectContainerResponse container, InstallationId installation) {
        Map<String, String> labels = container.getConfig().getLabels();
        if (labels == null || !Labels.areOf(installation, labels)) {
            return Optional.empty();
        }
        String resource = labels.getOrDefault(Labels.RESOURCE, "");
        String deployment = labels.getOrDefault(Labels.DEPLOYMENT, "");
        Role role = role(labels.getOrDefault(Labels.ROLE, ""));
        if (role == null
                || !Identifier.isShaped(ResourceId.PREFIX, resource)
                || !Identifier.isShaped(DeploymentId.PREFIX, deployment)) {
            return Optional.empty();
        }
        var id = new DeploymentId(deployment);
        String name = container.getName().startsWith("/") ? container.getName().substring(1) : container.getName();
        return name.equals(WorkloadNames.container(id, role))
                ? Optional.of(workload(name, new ResourceId(resource), id, role, container))
                : Optional.empty();
    }

    private static Workload workload(
            String name, ResourceId resource, DeploymentId deployment, Role role, InspectContainerResponse container) {
        ContainerState state = container.getState();
        Long exitCode = state.getExitCodeLong();
        return new Workload(
                name,
                resource,
                deployment,
                role,
                container.getImageId(),
                running(state),
                exitCode == null ? 0 : exitCode.intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                hostPort(container));
    }

    /** While the engine waits to restart a process that died, it says "running" too. */
    static boolean running(ContainerState state) {
        return Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting());
    }

    static int hostPort(InspectContainerResponse container) {
        int actual = firstPort(container.getNetworkSettings().getPorts());
        return actual != 0 || container.getHostConfig() == null
                ? actual
                : firstPort(container.getHostConfig().getPortBindings());
    }

    private static int firstPort(@Nullable Ports ports) {
        if (ports == null || ports.getBindings() == null) {
            return 0;
        }
        for (Ports.Binding @Nullable [] bindings : ports.getBindings().values()) {
            if (bindings != null && bindings.length > 0) {
                String port = bindings[0].getHostPortSpec();
                return port == null || port.isEmpty() ? 0 : Integer.parseInt(port);
            }
        }
        return 0;
    }

    static @Nullable Role role(String word) {
        for (Role role : Role.values()) {
            if (Labels.word(role).equals(word)) {
                return role;
            }
        }
        return null;
    }
}

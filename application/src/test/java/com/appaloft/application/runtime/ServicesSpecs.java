package com.appaloft.application.runtime;

import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.domain.compose.ComposeService;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.compose.ServiceHealth;
import com.appaloft.domain.compose.ServiceProcess;
import com.appaloft.domain.compose.StartedService;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of several services only what a test is about; the last one is the entry. */
public final class ServicesSpecs {
    private final String tail;
    private final List<ServiceSpec> services = new ArrayList<>();
    private Role role = Role.TRIAL;
    private @Nullable Publish publish;

    public ServicesSpecs(DeploymentId deployment) {
        this.tail = deployment.value().substring(DeploymentId.PREFIX.length());
    }

    public ServicesSpecs as(Role other) {
        role = other;
        return this;
    }

    /** Port 8080 of the entry; 0 lets the host choose. */
    public ServicesSpecs publishing(int hostPort) {
        publish = new Publish(8080, hostPort);
        return this;
    }

    public ServicesSpecs with(String name, String imageId, Map<String, DependsOn> needs) {
        return with(name, imageId, needs, List.of(), List.of(), null);
    }

    public ServicesSpecs with(
            String name,
            String imageId,
            Map<String, DependsOn> needs,
            List<String> command,
            List<ComposeService.Mount> mounts,
            @Nullable ServiceHealth health) {
        services.add(
                new ServiceSpec(name, imageId, new StartedService(process(command), health), needs, mounts, false));
        return this;
    }

    private static ServiceProcess process(List<String> command) {
        return new ServiceProcess(
                command.isEmpty() ? null : command,
                null,
                Map.of("GREETING", "hello"),
                Map.of(),
                null,
                null,
                false,
                List.of(),
                "unless-stopped",
                null,
                500L,
                null,
                null);
    }

    public ServicesSpec spec() {
        var all = services.stream()
                .map(s -> new ServiceSpec(
                        s.name(),
                        s.imageId(),
                        s.started(),
                        s.dependsOn(),
                        s.mounts(),
                        services.stream()
                                .anyMatch(
                                        other -> other.dependsOn().get(s.name()) == DependsOn.COMPLETED_SUCCESSFULLY)))
                .toList();
        return new ServicesSpec(
                new ResourceId("res_" + tail),
                new DeploymentId("dep_" + tail),
                new SlotId("slot_" + tail),
                role,
                "sha256:" + "c0".repeat(32),
                all.getLast().name(),
                all,
                publish);
    }
}

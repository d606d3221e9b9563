package com.appaloft.application.runtime;

import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Says of a workload only what a test is about. */
public record WorkloadSpecs(WorkloadSpec spec) {
    /** No other test's, for its network is found by its name on the host. */
    public static final DestinationId DESTINATION =
            new DestinationId("dst_" + UUID.randomUUID().toString().replace("-", ""));

    /** Publishes nothing, has no limits and no health question. */
    public static WorkloadSpecs trial(String imageId, DeploymentId deployment) {
        String tail = deployment.value().substring(DeploymentId.PREFIX.length());
        return new WorkloadSpecs(new WorkloadSpec(
                new ResourceId("res_" + tail),
                deployment,
                new SlotId("slot_" + tail),
                DESTINATION,
                Role.TRIAL,
                imageId,
                RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
                new HealthSpec.None(),
                Map.of("GREETING", "hello"),
                null));
    }

    public WorkloadSpecs as(Role role) {
        return new WorkloadSpecs(new WorkloadSpec(
                spec.resource(),
                spec.deployment(),
                spec.slot(),
                spec.destination(),
                role,
                spec.imageId(),
                spec.runtime(),
                spec.health(),
                spec.environment(),
                spec.publish()));
    }

    /** Port 8080 of the container; 0 lets the host choose. */
    public WorkloadSpecs publishing(int hostPort) {
        return new WorkloadSpecs(new WorkloadSpec(
                spec.resource(),
                spec.deployment(),
                spec.slot(),
                spec.destination(),
                spec.role(),
                spec.imageId(),
                spec.runtime(),
                spec.health(),
                spec.environment(),
                new Publish(8080, hostPort)));
    }

    public WorkloadSpecs checked(HealthSpec health) {
        return with(spec.runtime(), health);
    }

    public WorkloadSpecs limitedTo(int memoryMb) {
        var runtime = spec.runtime();
        return with(
                new RuntimeSpec(
                        runtime.strategy(), null, runtime.command(), memoryMb, 0.5, runtime.volumes(), null, null),
                spec.health());
    }

    public WorkloadSpecs running(List<String> command, RuntimeSpec.Volume... volumes) {
        var runtime = spec.runtime();
        return with(
                new RuntimeSpec(
                        runtime.strategy(),
                        null,
                        command,
                        runtime.memoryMb(),
                        runtime.cpus(),
                        List.of(volumes),
                        null,
                        null),
                spec.health());
    }

    private WorkloadSpecs with(RuntimeSpec runtime, HealthSpec health) {
        return new WorkloadSpecs(new WorkloadSpec(
                spec.resource(),
                spec.deployment(),
                spec.slot(),
                spec.destination(),
                spec.role(),
                spec.imageId(),
                runtime,
                health,
                spec.environment(),
                spec.publish()));
    }
}

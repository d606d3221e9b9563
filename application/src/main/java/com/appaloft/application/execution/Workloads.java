package com.appaloft.application.execution;

import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.source.ResolvedSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts the workloads of an attempt: a trial beside what serves, then the one that takes its traffic. */
@Component
class Workloads {
    private final Configuration configuration;

    Workloads(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Reachable on a free port of the server's loopback address only; a trial, or already what will serve beside what serves. */
    Workload trial(Carried attempt, Snapshot snapshot, Artifact artifact) {
        var port = snapshot.network().internalPort();
        var role = EdgeCutOver.beside(snapshot) ? Role.SERVING : Role.TRIAL;
        return start(attempt, snapshot, artifact, role, port == null ? null : new Publish(port, 0, false));
    }

    Workload serving(Carried attempt, Snapshot snapshot, Artifact artifact, @Nullable Publish publish) {
        return start(attempt, snapshot, artifact, Role.SERVING, publish);
    }

    private Workload start(
            Carried attempt, Snapshot snapshot, Artifact artifact, Role role, @Nullable Publish publish) {
        var request = attempt.request();
        var revealed = configuration.reveal(request.environmentId(), snapshot);
        if (snapshot.source() instanceof ResolvedSource.Compose compose) {
            var several = Services.of(attempt, compose.model(), artifact, revealed.variables(), role, publish);
            attempt.operation().throwIfCanceled();
            return attempt.backend().start(attempt.server(), several, attempt.operation());
        }
        var spec = new WorkloadSpec(
                request.resourceId(),
                request.deploymentId(),
                request.slotId(),
                snapshot.destinationId(),
                role,
                artifact.imageId(),
                snapshot.runtime(),
                snapshot.health(),
                revealed.variables(),
                publish);
        attempt.operation().throwIfCanceled();
        return attempt.backend().start(attempt.server(), spec, attempt.operation());
    }
}

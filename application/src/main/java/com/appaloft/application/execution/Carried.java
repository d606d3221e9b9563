package com.appaloft.application.execution;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import org.jspecify.annotations.Nullable;

/**
 * An attempt being carried out by this process.
 *
 * @param previous the attempt that serves while this one is made ready, if any
 */
record Carried(
        Deployment deployment,
        Server server,
        RuntimeBackend backend,
        Operation operation,
        Patience patience,
        @Nullable DeploymentId previous) {

    DeploymentId id() {
        return deployment.id();
    }

    DeploymentEvent.Requested request() {
        return deployment.attempt().request();
    }

    /** Whether caches and local copies must not be trusted. */
    boolean fromScratch() {
        return request().trigger() instanceof Trigger.ForceRedeploy;
    }
}

package com.appaloft.application.port;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.shared.DeploymentId;

/** The histories of attempts. */
public interface Deployments extends EventStream<DeploymentId, Deployment, DeploymentEvent> {
    @Override
    default String noun() {
        return "deployment";
    }
}

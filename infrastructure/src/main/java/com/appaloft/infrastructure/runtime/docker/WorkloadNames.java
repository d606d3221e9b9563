package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ResourceId;

/** Names that follow from what they name, so that a thing is found again after a crash. */
final class WorkloadNames {
    private WorkloadNames() {}

    static String container(DeploymentId deployment, Role role) {
        return "appaloft-" + deployment.value() + "-" + Labels.word(role);
    }

    /** The container of one service of a workload. */
    static String service(String workload, String service) {
        return workload + "-" + service;
    }

    /** A resource's lasting volume. */
    static String volume(ResourceId resource, String volume) {
        return "appaloft-" + resource.value() + "-" + volume;
    }

    static String network(DestinationId destination) {
        return "appaloft-" + destination.value();
    }
}

package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels by which everything of ours is found again on an engine. */
final class Labels {
    static final String INSTALLATION = "com.appaloft.installation";
    static final String RESOURCE = "com.appaloft.resource";
    static final String DEPLOYMENT = "com.appaloft.deployment";
    static final String SLOT = "com.appaloft.slot";
    static final String PREVIEW = "com.appaloft.preview";
    static final String ROLE = "com.appaloft.role";
    /** Name of the workload of several services that something belongs to. */
    static final String WORKLOAD = "com.appaloft.workload";

    static final String SERVICE = "com.appaloft.service";
    /** All services of the workload. */
    static final String SERVICES = "com.appaloft.services";
    /** The service that the workload's port belongs to. */
    static final String ENTRY = "com.appaloft.entry";
    /** What the workload runs, by identity. */
    static final String ARTIFACT = "com.appaloft.artifact";
    /** When in the workload's start a service has its turn. */
    static final String TURN = "com.appaloft.turn";
    /** What a service waits for, e.g. {@code db=service_healthy,migrate=service_completed_successfully}. */
    static final String NEEDS = "com.appaloft.needs";
    /** How long a service may take to stop, in seconds. */
    static final String GRACE = "com.appaloft.grace";
    /** When the engine starts a service again, once its workload serves. */
    static final String RESTART = "com.appaloft.restart";
    /** Whether a service is to end by itself. */
    static final String ENDS = "com.appaloft.ends";

    private Labels() {}

    static Map<String, String> ofWorkload(InstallationId installation, WorkloadSpec spec) {
        var labels = ofTrial(installation, spec.resource(), spec.deployment(), spec.slot());
        labels.put(ROLE, word(spec.role()));
        var preview = spec.slot().preview();
        if (preview != null) {
            labels.put(PREVIEW, preview.value());
        }
        return labels;
    }

    /** What the network, the containers and the fresh volumes of a workload of several services carry. */
    static Map<String, String> ofServices(InstallationId installation, ServicesSpec spec) {
        var labels = ofTrial(installation, spec.resource(), spec.deployment(), spec.slot());
        labels.put(ROLE, word(spec.role()));
        labels.put(WORKLOAD, WorkloadNames.container(spec.deployment(), spec.role()));
        labels.put(
                SERVICES,
                String.join(",", spec.services().stream().map(ServiceSpec::name).toList()));
        labels.put(ENTRY, spec.entry());
        labels.put(ARTIFACT, spec.identity());
        var preview = spec.slot().preview();
        if (preview != null) {
            labels.put(PREVIEW, preview.value());
        }
        return labels;
    }

    /** What a resource's lasting volume carries. */
    static Map<String, String> ofVolume(InstallationId installation, ResourceId resource) {
        var labels = ofInstallation(installation);
        labels.put(RESOURCE, resource.value());
        return labels;
    }

    static Map<String, String> ofTrial(
            InstallationId installation, ResourceId resource, DeploymentId deployment, SlotId slot) {
        var labels = ofInstallation(installation);
        labels.put(RESOURCE, resource.value());
        labels.put(DEPLOYMENT, deployment.value());
        labels.put(SLOT, slot.value());
        labels.put(ROLE, word(Role.TRIAL));
        return labels;
    }

    static Map<String, String> ofImage(InstallationId installation, Map<String, String> buildLabels) {
        var labels = ofInstallation(installation);
        labels.putAll(buildLabels);
        return labels;
    }

    static Map<String, String> ofInstallation(InstallationId installation) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(INSTALLATION, installation.value());
        return labels;
    }

    /** Whether what carries these is the installation's. */
    static boolean areOf(InstallationId installation, @Nullable Map<String, String> labels) {
        return labels != null && installation.value().equals(labels.get(INSTALLATION));
    }

    /** What the containers of a slot, or of the whole installation, carry. */
    static Map<String, String> of(InstallationId installation, @Nullable SlotId slot) {
        var labels = ofInstallation(installation);
        if (slot != null) {
            labels.put(SLOT, slot.value());
        }
        return labels;
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}

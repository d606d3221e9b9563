package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
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

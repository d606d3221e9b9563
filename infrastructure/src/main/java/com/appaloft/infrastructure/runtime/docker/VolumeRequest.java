package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume to mount, made by being mounted where it is not there yet.
 *
 * @param name absent for one that goes with its container
 */
record VolumeRequest(@Nullable String name, String path, boolean readOnly, Map<String, String> labels) {

    /** A resource's data is mounted only where it serves, so that never two of one database write to it. */
    static boolean lasting(Role role, SlotId slot) {
        return role == Role.SERVING && slot.preview() == null;
    }

    /** The resource's own: no other one has it, whatever it calls its volumes. */
    static VolumeRequest lasting(
            InstallationId installation, ResourceId resource, String volume, String path, boolean readOnly) {
        return new VolumeRequest(
                WorkloadNames.volume(resource, volume), path, readOnly, Labels.ofVolume(installation, resource));
    }

    static VolumeRequest fresh(String path) {
        return new VolumeRequest(null, path, false, Map.of());
    }

    Mount mount() {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name)
                .withTarget(path)
                .withReadOnly(readOnly)
                .withVolumeOptions(new VolumeOptions().withLabels(labels));
    }
}

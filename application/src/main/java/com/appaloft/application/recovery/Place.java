package com.appaloft.application.recovery;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt takes place: the resource's own slot, or that of one of its previews.
 *
 * @param preview absent for the resource itself
 */
record Place(Resource resource, @Nullable Preview preview) {
    SlotId slot() {
        return preview == null ? resource.slot() : preview.slot();
    }

    /** The beginning of an attempt here, from the current profile. */
    List<DeploymentEvent> attempt(DeploymentId id, Environment environment, Trigger trigger, Instant at) {
        return preview == null
                ? NewAttempt.fromProfile(id, resource, environment, trigger, at)
                : NewAttempt.ofPreview(id, preview, resource, environment, trigger, at);
    }
}

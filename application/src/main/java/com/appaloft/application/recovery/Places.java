package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.Resources;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds where attempts take place. */
@Component
class Places {
    private final Resources resources;
    private final Deployments deployments;
    private final Previews previews;

    Places(Resources resources, Deployments deployments, Previews previews) {
        this.resources = resources;
        this.deployments = deployments;
        this.previews = previews;
    }

    Resource resource(ResourceId id) {
        return resources.get(id);
    }

    /** Where the attempt took place. */
    Place of(DeploymentEvent.Requested request) {
        var preview = request.slotId().preview();
        return new Place(resources.get(request.resourceId()), preview == null ? null : previews.get(preview));
    }

    /**
     * Where the resource is deployed again.
     *
     * @param decidedOn the attempt it was decided on, if one was named: one of a preview means the preview
     */
    Place of(Resource resource, @Nullable DeploymentId decidedOn) {
        return decidedOn == null
                ? new Place(resource, null)
                : of(deployments.get(decidedOn).attempt().request());
    }
}

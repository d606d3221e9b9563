package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.ReadinessMarkers;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds what a client believes against what is so, in the unit of work of its command; a wrong belief changes nothing. */
@Component
public class Beliefs {
    private final Deployments deployments;
    private final ReadinessMarkers markers;
    private final Clock clock;

    Beliefs(Deployments deployments, ReadinessMarkers markers, Clock clock) {
        this.deployments = deployments;
        this.markers = markers;
        this.clock = clock;
    }

    /** The attempt belongs to the resource the client thinks of, and the readiness it was decided on still holds. */
    public void mustHold(Request request, ResourceId actual) {
        if (request.resource() != null && !request.resource().equals(actual)) {
            throw Problem.of(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "The attempt belongs to resource " + actual + ", not " + request.resource()
                                    + "; nothing was changed.")
                    .asRefusal();
        }
        request.marker().mustHold(markers, actual, clock.instant());
    }

    /** The attempt a redeploy was decided on, if one was named, is one of the resource's own. */
    void mustBeOf(ResourceId resource, @Nullable DeploymentId decidedOn) {
        if (decidedOn == null) {
            return;
        }
        var owner = deployments.get(decidedOn).attempt().request().resourceId();
        if (!owner.equals(resource)) {
            throw new Problem(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "Attempt " + decidedOn + " belongs to another resource; nothing was changed.",
                            "/deploymentId",
                            List.of())
                    .asRefusal();
        }
    }
}

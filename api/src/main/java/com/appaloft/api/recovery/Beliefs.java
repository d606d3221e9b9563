package com.appaloft.api.recovery;

import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.ReadinessMarkers;
import com.appaloft.application.port.Receipts;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.recovery.Marker;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a client believes, held against the histories where no handler does it. */
@Component
class Beliefs {
    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final Receipts receipts;
    private final ReadinessMarkers markers;

    Beliefs(UnitOfWork unitOfWork, Deployments deployments, Receipts receipts, ReadinessMarkers markers) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.receipts = receipts;
        this.markers = markers;
    }

    /** The attempt a redeploy was decided on is one of the resource's own. */
    void mustBelong(@Nullable DeploymentId decidedOn, ResourceId resource) {
        if (decidedOn == null) {
            return;
        }
        var owner = unitOfWork.perform(
                () -> deployments.get(decidedOn).attempt().request().resourceId());
        if (!owner.equals(resource)) {
            throw new Problem(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "Attempt " + decidedOn + " belongs to another resource; nothing was changed.",
                            "/deploymentId",
                            List.of())
                    .asRefusal();
        }
    }

    /** Does it only while the readiness it was decided on still holds; a request already answered is answered again. */
    void whileHolds(Marker marker, DeploymentId id, @Nullable RequestKey key, Runnable work) {
        unitOfWork.run(() -> {
            boolean answered = key != null && receipts.find(key.key()).isPresent();
            if (marker.stateVersion() != null && !answered) {
                mustHold(marker.stateVersion(), id);
            }
            work.run();
        });
    }

    private void mustHold(String believed, DeploymentId id) {
        var resource = deployments.get(id).attempt().request().resourceId();
        if (!believed.equals(markers.current(resource).version())) {
            throw Problem.blocked(
                            ProblemCode.DEPLOYMENT_RECOVERY_STATE_STALE,
                            "The state has changed since that readiness was read; read it again and decide anew.",
                            List.of(RecoveryReason.READINESS_STALE.about(null, resource.value(), "resource")))
                    .asRefusal();
        }
    }
}

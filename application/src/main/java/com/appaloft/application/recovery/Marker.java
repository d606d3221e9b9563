package com.appaloft.application.recovery;

import com.appaloft.application.port.ReadinessMarkers;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readiness a client decided on; must still hold when its command is admitted.
 *
 * @param stateVersion as readiness gave it
 * @param generatedAt as readiness gave it
 */
public record Marker(
        @Nullable String stateVersion, @Nullable Instant generatedAt) {
    public static final Marker NONE = new Marker(null, null);

    void mustHold(ReadinessMarkers markers, ResourceId resource, Instant clock) {
        if (stateVersion == null && generatedAt == null) {
            return;
        }
        if (generatedAt != null && generatedAt.isAfter(clock)) {
            throw Problem.invalid(
                            "/readinessGeneratedAt", "No readiness was generated in the future; send the one you read.")
                    .asRefusal();
        }
        var now = markers.current(resource);
        boolean otherVersion = stateVersion != null && !stateVersion.equals(now.version());
        boolean changedSince = generatedAt != null && now.changedAt().isAfter(generatedAt);
        if (otherVersion || changedSince) {
            throw Problem.blocked(
                            ProblemCode.DEPLOYMENT_RECOVERY_STATE_STALE,
                            "The state has changed since that readiness was read; read it again and decide anew.",
                            List.of(RecoveryReason.READINESS_STALE.about(null, resource.value(), "resource")))
                    .asRefusal();
        }
    }
}

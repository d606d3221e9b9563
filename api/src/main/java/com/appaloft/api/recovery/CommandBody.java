package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.shared.DeploymentId;
import org.jspecify.annotations.Nullable;

/** The body of a command; each may name the resource it is about and carry the readiness it was decided on. */
sealed interface CommandBody {
    @Nullable
    String resourceId();

    @Nullable
    String readinessStateVersion();

    @Nullable
    String readinessGeneratedAt();

    record NewDeployment(
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) implements CommandBody {}

    record Retry(
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt)
            implements CommandBody {
        static final Retry PLAIN = new Retry(null, null, null, null);
    }

    record Redeploy(
            @Nullable String resourceId,
            @Nullable String deploymentId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt)
            implements CommandBody {
        static final Redeploy PLAIN = new Redeploy(null, null, null, null);

        /** @return the attempt it was decided on, if it was named */
        @Nullable
        DeploymentId from() {
            return Checks.idIfGiven(deploymentId, DeploymentId::new, "/deploymentId");
        }
    }

    record Rollback(
            @Nullable String rollbackCandidateDeploymentId,
            @Nullable String candidate,
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt)
            implements CommandBody {
        /** Both names are known to clients; one of them is enough. */
        DeploymentId to() {
            if (rollbackCandidateDeploymentId != null && candidate != null) {
                Checks.same(candidate, rollbackCandidateDeploymentId, "/candidate");
            }
            return Checks.id(
                    rollbackCandidateDeploymentId == null ? candidate : rollbackCandidateDeploymentId,
                    DeploymentId::new,
                    "/rollbackCandidateDeploymentId");
        }
    }

    record Cancel(
            @Nullable String confirm,
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt)
            implements CommandBody {}
}

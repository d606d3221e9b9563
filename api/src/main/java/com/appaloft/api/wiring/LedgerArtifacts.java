package com.appaloft.api.wiring;

import com.appaloft.application.port.KnownArtifacts;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.deployment.DeploymentQueries;
import java.util.List;
import org.springframework.stereotype.Component;

/** The artifacts that the ledger knows. */
@Component
class LedgerArtifacts implements KnownArtifacts {
    private static final int MOST = 100;
    private final DeploymentQueries deployments;

    LedgerArtifacts(DeploymentQueries deployments) {
        this.deployments = deployments;
    }

    @Override
    public List<Artifact> on(ServerId server, String after, int limit) {
        return deployments.artifactsOn(server, after.isEmpty() ? null : new ArtifactId(after), Math.min(limit, MOST));
    }
}

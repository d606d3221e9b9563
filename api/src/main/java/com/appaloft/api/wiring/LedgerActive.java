package com.appaloft.api.wiring;

import com.appaloft.application.port.ActiveAttempts;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.deployment.DeploymentQueries;
import java.util.List;
import org.springframework.stereotype.Component;

/** The attempts that have not ended, as the ledger knows. */
@Component
class LedgerActive implements ActiveAttempts {
    private final DeploymentQueries deployments;

    LedgerActive(DeploymentQueries deployments) {
        this.deployments = deployments;
    }

    @Override
    public List<DeploymentId> on(ServerId server) {
        return deployments.activeOn(server);
    }
}

package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.GeneratedHost;
import com.appaloft.domain.deployment.DeploymentEvent.Requested;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import org.springframework.stereotype.Component;

/** Says under which name what an attempt deploys is to be visited. */
@Component
class EdgeNames {
    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final Environments environments;
    private final Previews previews;

    EdgeNames(UnitOfWork unitOfWork, Resources resources, Environments environments, Previews previews) {
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.environments = environments;
        this.previews = previews;
    }

    /** @throws BackendFailure {@code proxy-not-ready} where nobody said in what the names of the server end */
    String of(Server server, Requested request) {
        var domain = server.domainOfNames()
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.PROXY_NOT_READY,
                        "Nobody said in what the names of the server end: appaloft servers set-domain " + server.id()
                                + " apps.example.com, with a wildcard record that leads to it."));
        return unitOfWork.perform(() -> {
            var resource = resources.get(request.resourceId());
            var environment = environments.get(request.environmentId());
            var preview = request.slotId().preview();
            var name = preview == null
                    ? null
                    : previews.get(preview).life().terms().name();
            return GeneratedHost.of(resource.name(), environment.name(), name, domain);
        });
    }
}

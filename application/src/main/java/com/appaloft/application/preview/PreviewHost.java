package com.appaloft.application.preview;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a preview runs, and which attempts are its own. */
@Component
class PreviewHost {
    /** A server with what reaches it. */
    record On(RuntimeBackend backend, Server server) {}

    static final String NO_LONGER_OURS =
            "Its server is no longer registered; what is left there is not ours to change.";

    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final Servers servers;
    private final Deployments deployments;
    private final RuntimeBackends backends;

    PreviewHost(
            UnitOfWork unitOfWork,
            Resources resources,
            Servers servers,
            Deployments deployments,
            RuntimeBackends backends) {
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.servers = servers;
        this.deployments = deployments;
        this.backends = backends;
    }

    /** On a server that is deregistered nothing is ours to change any more: empty. */
    Optional<On> of(Preview preview) {
        return unitOfWork
                .perform(() -> servers.find(
                        resources.get(preview.life().terms().resourceId()).serverId()))
                .filter(Server::registered)
                .map(server -> new On(backends.of(server), server));
    }

    /** The attempt, if it is one of the preview's. */
    Optional<Deployment> attempt(Preview preview, DeploymentId id) {
        return unitOfWork.perform(() ->
                deployments.find(id).filter(d -> d.attempt().request().slotId().equals(preview.slot())));
    }
}

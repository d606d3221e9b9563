package com.appaloft.application.execution;

import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.KnownDomains;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Gives routes the names that people brought themselves; a certificate is asked for
 * once a name was seen to lead here, and nobody is led to TLS before there is one.
 */
@Component
class EdgeDomains {
    private final UnitOfWork unitOfWork;
    private final KnownDomains known;

    EdgeDomains(UnitOfWork unitOfWork, KnownDomains known) {
        this.unitOfWork = unitOfWork;
        this.known = known;
    }

    List<Route> onto(List<Route> routes, Server server) {
        var domains = unitOfWork.perform(() -> known.on(server.id()));
        return routes.stream()
                .map(route -> route.with(domains.getOrDefault(route.slot(), List.of()).stream()
                        .map(EdgeDomains::domain)
                        .toList()))
                .toList();
    }

    /** The names that people brought to other slots of the server. */
    List<String> ofOthers(Server server, SlotId slot) {
        return unitOfWork.perform(() -> known.on(server.id())).entrySet().stream()
                .filter(domains -> !domains.getKey().equals(slot))
                .flatMap(domains -> domains.getValue().stream())
                .map(domain -> domain.host().value())
                .toList();
    }

    private static Domain domain(CustomDomain domain) {
        return new Domain(domain.host().value(), way(domain));
    }

    private static Way way(CustomDomain domain) {
        if (domain.verifiedAt() == null) {
            return Way.CLEAR;
        }
        return domain.securedAt() == null ? Way.BOTH : Way.SECURE;
    }
}

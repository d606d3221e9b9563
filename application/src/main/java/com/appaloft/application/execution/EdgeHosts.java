package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.domain.access.GeneratedHost;
import com.appaloft.domain.deployment.DeploymentEvent.Requested;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gives each slot a name that is nobody else's on its server, and leaves it the one it has. */
@Component
class EdgeHosts {
    private final EdgeRoutes routes;
    private final EdgeNames names;
    private final EdgeDomains domains;

    EdgeHosts(EdgeRoutes routes, EdgeNames names, EdgeDomains domains) {
        this.routes = routes;
        this.names = names;
        this.domains = domains;
    }

    /** @throws BackendFailure {@code proxy-not-ready} where nobody said in what the names of the server end */
    String wanted(Server server, Requested request) {
        return names.of(server, request);
    }

    /** The name under which the slot is visited from now on. */
    String free(Server server, Requested request) {
        var slot = request.slotId();
        var wanted = wanted(server, request);
        return current(server, slot)
                .filter(host -> GeneratedHost.isOf(wanted, slot.value(), host))
                .orElseGet(() -> firstFree(wanted, slot, taken(server, slot)));
    }

    private Optional<String> current(Server server, SlotId slot) {
        return routes.of(slot)
                .filter(kept -> kept.server().equals(server.id()))
                .map(kept -> kept.now().host());
    }

    private static String firstFree(String wanted, SlotId slot, Set<String> taken) {
        var host = wanted;
        for (int turn = 0; taken.contains(host); turn++) {
            host = GeneratedHost.apart(wanted, slot.value(), turn);
        }
        return host;
    }

    /** By others: names that lead to them or may have to again, and those that people brought. */
    private Set<String> taken(Server server, SlotId slot) {
        var generated = routes.on(server.id()).stream()
                .filter(kept -> !kept.now().slot().equals(slot))
                .flatMap((Kept kept) -> Stream.of(kept.now(), kept.before()))
                .filter(Objects::nonNull)
                .map(Route::host);
        return Stream.concat(generated, domains.ofOthers(server, slot).stream()).collect(Collectors.toSet());
    }
}

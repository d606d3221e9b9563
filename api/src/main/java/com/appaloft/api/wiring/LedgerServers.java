package com.appaloft.api.wiring;

import com.appaloft.application.port.KnownServers;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.workspace.ServerQueries;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Servers, as the ledger knows them. */
@Component
class LedgerServers implements KnownServers {
    private final ServerQueries servers;

    LedgerServers(ServerQueries servers) {
        this.servers = servers;
    }

    @Override
    public Optional<ServerId> ofDomain(String domain) {
        return servers.ofDomain(domain);
    }
}

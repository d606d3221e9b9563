package com.appaloft.api.wiring;

import com.appaloft.application.port.KnownDomains;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.access.DomainQueries;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The custom domains that the read models know. */
@Component
class LedgerDomains implements KnownDomains {
    private final DomainQueries domains;

    LedgerDomains(DomainQueries domains) {
        this.domains = domains;
    }

    @Override
    public List<CustomDomain> of(ResourceId resource) {
        return domains.of(resource);
    }

    @Override
    public Map<SlotId, List<CustomDomain>> on(ServerId server) {
        return domains.on(server);
    }

    @Override
    public List<CustomDomain> all() {
        return domains.all();
    }
}

package com.appaloft.api.wiring;

import com.appaloft.application.port.PastAttempts;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.deployment.RetentionQueries;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The attempts that the ledger knows. */
@Component
class LedgerPast implements PastAttempts {
    private final RetentionQueries ledger;

    LedgerPast(RetentionQueries ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<ResourceId> resourcesWithArchived(PruneScope scope) {
        return ledger.resourcesWithArchived(scope);
    }

    @Override
    public List<SlotId> slotsOf(ResourceId resource) {
        return ledger.slotsOf(resource);
    }

    @Override
    public List<Past> of(ResourceId resource) {
        return ledger.of(resource).stream()
                .map(past -> new Past(past.deployment(), past.supersededBy()))
                .toList();
    }

    @Override
    public boolean has(DeploymentId id) {
        return ledger.has(id);
    }

    @Override
    public boolean needArchive(String digest) {
        return ledger.needArchive(digest);
    }

    @Override
    public Set<String> neededArchives() {
        return ledger.neededArchives();
    }
}

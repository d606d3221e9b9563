package com.appaloft.api.wiring;

import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.artifact.UsedArtifactQueries;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The artifacts that attempts in the ledger refer to. */
@Component
class LedgerUse implements UsedArtifacts {
    private final UsedArtifactQueries ledger;

    LedgerUse(UsedArtifactQueries ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<ArtifactId> in(Scope scope, boolean released, @Nullable ArtifactId after, int limit) {
        return ledger.in(scope.artifact(), scope.resource(), scope.server(), released, after, limit);
    }

    @Override
    public Optional<String> tagNeeding(ServerId server, String imageId, String preferred) {
        return ledger.tagNeeding(server, imageId, preferred);
    }

    @Override
    public List<ResourceId> resourcesUsing(Collection<ArtifactId> artifacts) {
        return ledger.resourcesUsing(artifacts);
    }

    @Override
    public List<ServerId> serversUsing(Collection<ArtifactId> artifacts) {
        return ledger.serversUsing(artifacts);
    }
}

package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.CancelRequests;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.shared.DeploymentId;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds requests to cancel among the stored events, without folding any history. */
@Component
final class StoredCancelRequests implements CancelRequests {
    private final JdbcClient jdbc;
    private final String asked;

    StoredCancelRequests(JdbcClient jdbc, EventCatalog catalog) {
        this.jdbc = jdbc;
        this.asked = catalog.storedAs(DeploymentEvent.CancelRequested.class)
                .orElseThrow()
                .name();
    }

    @Override
    public Set<DeploymentId> among(Set<DeploymentId> attempts) {
        if (attempts.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                        select distinct aggregate_identifier from domain_event
                        where aggregate_identifier in (:attempts) and payload_type = :asked""")
                .param("attempts", attempts.stream().map(DeploymentId::value).toList())
                .param("asked", asked)
                .query((row, n) -> new DeploymentId(row.getString(1)))
                .list());
    }
}

package com.appaloft.api.wiring;

import com.appaloft.application.port.HostObservations;
import com.appaloft.application.port.ReadinessMarkers;
import com.appaloft.application.port.Resources;
import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.recovery.RecoveryReadinessQueries;
import org.springframework.stereotype.Component;

/** The marker that readiness shows, read again for a command. */
@Component
class LedgerMarkers implements ReadinessMarkers {
    private final RecoveryReadinessQueries queries;
    private final Resources resources;
    private final HostObservations hosts;

    LedgerMarkers(RecoveryReadinessQueries queries, Resources resources, HostObservations hosts) {
        this.queries = queries;
        this.resources = resources;
        this.hosts = hosts;
    }

    @Override
    public StateMarker current(ResourceId resource) {
        boolean reachable = hosts.last(resources.get(resource).serverId())
                .map(HostObservations.Seen::reachable)
                .orElse(true);
        return queries.marker(resource, reachable);
    }
}

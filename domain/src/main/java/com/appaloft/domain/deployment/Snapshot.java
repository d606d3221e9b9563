package com.appaloft.domain.deployment;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SnapshotId;
import com.appaloft.domain.source.ResolvedSource;
import java.util.Set;

/** All an attempt was made of, frozen; a retry or a rollback runs from it, whatever the resource looks like now. */
public record Snapshot(
        SnapshotId id,
        ResolvedSource source,
        RuntimeSpec runtime,
        NetworkSpec network,
        HealthSpec health,
        EnvironmentSnapshot environment,
        ServerId serverId,
        DestinationId destinationId,
        int profileVersion) {

    /** Whether volumes are attached that outlive the workload. */
    public boolean keepsData() {
        return !runtime.volumes().isEmpty()
                || source instanceof ResolvedSource.Compose compose
                        && compose.model().keepsData();
    }

    /** Names of the secrets that opened what it runs, and are for nobody else. */
    public Set<String> openers() {
        return runtime.openers(source.credentials());
    }

    /** Whether two snapshots run with the same configuration, whatever content they run. */
    public boolean configuredLike(Snapshot other) {
        return runtime.equals(other.runtime)
                && network.equals(other.network)
                && health.equals(other.health)
                && environment.equals(other.environment);
    }
}

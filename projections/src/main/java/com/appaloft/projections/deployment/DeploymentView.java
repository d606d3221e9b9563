package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as the ledger knows it.
 *
 * @param state exactly the state its events fold to
 * @param startedAt when its first phase started
 * @param sequence of the last event it contains
 */
public record DeploymentView(Deployment state, @Nullable Instant startedAt, long sequence) {
    public DeploymentId id() {
        return state.id();
    }

    public Instant createdAt() {
        return state.attempt().request().at();
    }

    public @Nullable Instant finishedAt() {
        return state instanceof Deployment.Ended ended ? ended.finishedAt() : null;
    }
}

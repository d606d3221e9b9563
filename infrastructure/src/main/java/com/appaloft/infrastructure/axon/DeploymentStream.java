package com.appaloft.infrastructure.axon;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.retention.RetentionEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of an attempt's history: holds the folded state, decides nothing. */
final class DeploymentStream implements StreamShell<Deployment, DeploymentEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Deployment state;

    @Override
    public void append(DeploymentEvent event) {
        if (id != null && state == null) {
            throw new IllegalStateException(id + " was pruned; its id is never used again");
        }
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(DeploymentEvent event) {
        id = event.streamId();
        state = DeploymentHistory.evolve(state, event);
    }

    @EventSourcingHandler
    void on(RetentionEvent.Pruned tombstone) {
        id = tombstone.streamId();
        state = null;
    }

    @Override
    public @Nullable Deployment state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

package com.appaloft.infrastructure.axon;

import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of an environment's history: holds the folded state, decides nothing. */
final class EnvironmentStream implements StreamShell<Environment, EnvironmentEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Environment state;

    @Override
    public void append(EnvironmentEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(EnvironmentEvent event) {
        id = event.streamId();
        state = Environment.evolve(state, event);
    }

    @Override
    public @Nullable Environment state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

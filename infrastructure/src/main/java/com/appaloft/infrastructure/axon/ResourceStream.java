package com.appaloft.infrastructure.axon;

import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of a resource's history: holds the folded state, decides nothing. */
final class ResourceStream implements StreamShell<Resource, ResourceEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Resource state;

    @Override
    public void append(ResourceEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(ResourceEvent event) {
        id = event.streamId();
        state = Resource.evolve(state, event);
    }

    @Override
    public @Nullable Resource state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

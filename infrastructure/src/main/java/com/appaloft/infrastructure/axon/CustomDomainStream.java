package com.appaloft.infrastructure.axon;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of a custom domain's history: holds the folded state, decides nothing. */
final class CustomDomainStream implements StreamShell<CustomDomain, CustomDomainEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable CustomDomain state;

    @Override
    public void append(CustomDomainEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(CustomDomainEvent event) {
        id = event.streamId();
        state = CustomDomain.evolve(state, event);
    }

    @Override
    public @Nullable CustomDomain state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

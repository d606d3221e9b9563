package com.appaloft.infrastructure.axon;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of a preview's history: holds the folded state, decides nothing. */
final class PreviewStream implements StreamShell<Preview, PreviewEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Preview state;

    @Override
    public void append(PreviewEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(PreviewEvent event) {
        id = event.streamId();
        state = Preview.evolve(state, event);
    }

    @Override
    public @Nullable Preview state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

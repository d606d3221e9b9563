package com.appaloft.infrastructure.axon;

import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of the sightings of an artifact: holds the folded state, decides nothing. */
final class ArtifactStream implements StreamShell<ArtifactSighting, ArtifactEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable ArtifactSighting state;

    @Override
    public void append(ArtifactEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(ArtifactEvent event) {
        id = event.streamId();
        state = (state == null ? ArtifactSighting.NEVER : state).evolve(event);
    }

    @Override
    public @Nullable ArtifactSighting state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

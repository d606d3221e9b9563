package com.appaloft.infrastructure.axon;

import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.Recorded;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Axon's view of a runtime slot's history: holds the folded state, decides nothing. The history grows with every attempt, so its
 * state is kept as a snapshot now and then; a change of the state's shape needs a new version here, old snapshots are then ignored.
 */
@Recorded(as = "snapshot.runtime-slot", version = 1)
final class RuntimeSlotStream implements StreamShell<RuntimeSlot, RuntimeSlotEvent> {
    @AggregateIdentifier
    @JsonProperty("id")
    private @Nullable String id;

    @JsonProperty("state")
    private RuntimeSlot state = RuntimeSlot.INITIAL;

    RuntimeSlotStream() {}

    @JsonCreator
    RuntimeSlotStream(@JsonProperty("id") String id, @JsonProperty("state") RuntimeSlot state) {
        this.id = id;
        this.state = state;
    }

    @Override
    public void append(RuntimeSlotEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(RuntimeSlotEvent event) {
        id = event.streamId();
        state = state.evolve(event);
    }

    @Override
    public RuntimeSlot state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

package com.appaloft.infrastructure.axon;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of a server's history: holds the folded state, decides nothing. */
final class ServerStream implements StreamShell<Server, ServerEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Server state;

    @Override
    public void append(ServerEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(ServerEvent event) {
        id = event.streamId();
        state = Server.evolve(state, event);
    }

    @Override
    public @Nullable Server state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}

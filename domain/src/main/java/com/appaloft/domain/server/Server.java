package com.appaloft.domain.server;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment target.
 *
 * @param kind which backend reaches it, an open value: {@code docker-local}
 */
public record Server(ServerId id, String name, String kind, DestinationId destinationId, boolean registered) {
    public Decision<ServerEvent> deregister(Instant at) {
        return registered ? Decision.accept(new ServerEvent.Deregistered(id, at)) : Decision.accept();
    }

    public static Server evolve(@Nullable Server state, ServerEvent event) {
        return switch (event) {
            case ServerEvent.Registered e -> new Server(e.serverId(), e.name(), e.kind(), e.destinationId(), true);
            case ServerEvent.Deregistered e -> {
                if (state == null) {
                    throw new IllegalStateException("a server's history starts with its registration");
                }
                yield new Server(state.id(), state.name(), state.kind(), state.destinationId(), false);
            }
        };
    }
}

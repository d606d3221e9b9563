package com.appaloft.domain.server;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment target.
 *
 * @param kind which backend reaches it, an open value: {@code docker-local}, {@code docker-ssh}
 * @param access how it is reached over SSH; absent where it is not
 */
public record Server(
        ServerId id,
        String name,
        String kind,
        DestinationId destinationId,
        boolean registered,
        @Nullable SshAccess access) {
    /** One that is not reached over SSH. */
    public Server(ServerId id, String name, String kind, DestinationId destinationId, boolean registered) {
        this(id, name, kind, destinationId, registered, null);
    }

    public Decision<ServerEvent> deregister(Instant at) {
        return registered ? Decision.accept(new ServerEvent.Deregistered(id, at)) : Decision.accept();
    }

    /** Somebody compared the fingerprint with the server's own. */
    public Decision<ServerEvent.AccessChanged> confirmHostKey(String fingerprint, Instant at) {
        if (access == null) {
            return noSsh("/fingerprint");
        }
        return fingerprint.equals(access.hostKey())
                ? Decision.accept()
                : Decision.accept(new ServerEvent.AccessChanged(id, access.confirmed(fingerprint), at));
    }

    /** From now on its next private key opens it, and no other. */
    public Decision<ServerEvent.AccessChanged> changeKey(Instant at) {
        return access == null
                ? noSsh("/privateKey")
                : Decision.accept(new ServerEvent.AccessChanged(id, access.withNextKey(), at));
    }

    private <E> Decision<E> noSsh(String field) {
        return Decision.refuse(Problem.invalid(field, "Server " + id + " is not reached over SSH."));
    }

    public static Server evolve(@Nullable Server state, ServerEvent event) {
        if (event instanceof ServerEvent.Registered e) {
            return new Server(e.serverId(), e.name(), e.kind(), e.destinationId(), true);
        }
        if (state == null) {
            throw new IllegalStateException("a server's history starts with its registration");
        }
        return switch (event) {
            case ServerEvent.Registered e -> state;
            case ServerEvent.Deregistered e ->
                new Server(state.id, state.name, state.kind, state.destinationId, false, state.access);
            case ServerEvent.AccessChanged e ->
                new Server(state.id, state.name, state.kind, state.destinationId, state.registered, e.access());
        };
    }
}

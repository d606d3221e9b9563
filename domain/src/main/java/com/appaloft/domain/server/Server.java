package com.appaloft.domain.server;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment target.
 *
 * @param kind which backend reaches it, an open value: {@code docker-local}, {@code docker-ssh}
 * @param access how it is reached over SSH; absent where it is not
 * @param domain what the names of its resources end in, e.g. {@code apps.example.com}; absent where nobody said
 */
public record Server(
        ServerId id,
        String name,
        String kind,
        DestinationId destinationId,
        boolean registered,
        @Nullable SshAccess access,
        @Nullable String domain) {
    /** What every name of this very machine ends in; browsers lead it to loopback (RFC 6761, section 6.3). */
    private static final String OF_THIS_MACHINE = "localhost";

    /** One that is not reached over SSH. */
    public Server(ServerId id, String name, String kind, DestinationId destinationId, boolean registered) {
        this(id, name, kind, destinationId, registered, null, null);
    }

    /** What the names of its resources end in; empty where nobody said and it is not this machine. */
    public Optional<String> domainOfNames() {
        return domain == null && access == null ? Optional.of(OF_THIS_MACHINE) : Optional.ofNullable(domain);
    }

    /** From now on names made for its resources end in this. */
    public Decision<ServerEvent.DomainChanged> changeDomain(String wanted, Instant at) {
        if (!registered) {
            return deactivated();
        }
        return wanted.equals(domain)
                ? Decision.accept()
                : Decision.accept(new ServerEvent.DomainChanged(id, wanted, at));
    }

    /**
     * Nobody comes to it any more, so nobody may be in the middle of changing what runs there.
     *
     * @param underWay the attempts that have not ended on it
     */
    public Decision<ServerEvent> deregister(List<DeploymentId> underWay, Instant at) {
        if (!registered) {
            return Decision.accept();
        }
        return underWay.isEmpty()
                ? Decision.accept(new ServerEvent.Deregistered(id, at))
                : Decision.refuse(Problem.of(
                        ProblemCode.SERVER_BUSY,
                        "Deployment " + underWay.getFirst() + " is under way on server " + id
                                + ": wait for its end, or cancel it. If the server is gone for good, deactivate it by force:"
                                + " then what is under way ends as interrupted."));
    }

    /** Somebody compared the fingerprint with the server's own. */
    public Decision<ServerEvent.AccessChanged> confirmHostKey(String fingerprint, Instant at) {
        if (!registered) {
            return deactivated();
        }
        if (access == null) {
            return noSsh("/fingerprint");
        }
        return fingerprint.equals(access.hostKey())
                ? Decision.accept()
                : Decision.accept(new ServerEvent.AccessChanged(id, access.confirmed(fingerprint), at));
    }

    /** From now on its next private key opens it, and no other. */
    public Decision<ServerEvent.AccessChanged> changeKey(Instant at) {
        if (!registered) {
            return deactivated();
        }
        return access == null
                ? noSsh("/privateKey")
                : Decision.accept(new ServerEvent.AccessChanged(id, access.withNextKey(), at));
    }

    /** Refused where it is deactivated; changes nothing. */
    public Decision<ServerEvent> mustBeRegistered() {
        return registered ? Decision.accept() : deactivated();
    }

    private <E> Decision<E> deactivated() {
        return Decision.refuse(Problem.of(
                ProblemCode.SERVER_DEACTIVATED,
                "Server " + id + " is deactivated and nobody comes to it any more; register it anew to use it again."));
    }

    private <E> Decision<E> noSsh(String field) {
        return Decision.refuse(Problem.invalid(field, "Server " + id + " is not reached over SSH."));
    }

    private Server with(boolean isRegistered, @Nullable SshAccess isReached, @Nullable String ends) {
        return new Server(id, name, kind, destinationId, isRegistered, isReached, ends);
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
            case ServerEvent.Deregistered e -> state.with(false, state.access, state.domain);
            case ServerEvent.AccessChanged e -> state.with(state.registered, e.access(), state.domain);
            case ServerEvent.DomainChanged e -> state.with(state.registered, state.access, e.domain());
        };
    }
}

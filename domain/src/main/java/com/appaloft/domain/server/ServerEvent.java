package com.appaloft.domain.server;

import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;

/** What happened to a deployment target. */
public sealed interface ServerEvent extends DomainEvent {
    ServerId serverId();

    @Override
    default String streamId() {
        return serverId().value();
    }

    /** @param destinationId the server's default destination, its own Docker network */
    @Recorded(as = "server.registered")
    record Registered(ServerId serverId, String name, String kind, DestinationId destinationId, Instant at)
            implements ServerEvent {}

    /** How it is reached over SSH from now on; recorded with its registration, a confirmed host key and every new private key. */
    @Recorded(as = "server.access-changed")
    record AccessChanged(ServerId serverId, SshAccess access, Instant at) implements ServerEvent {}

    /** @param domain what names made for its resources end in from now on */
    @Recorded(as = "server.domain-changed")
    record DomainChanged(ServerId serverId, String domain, Instant at) implements ServerEvent {}

    @Recorded(as = "server.deregistered")
    record Deregistered(ServerId serverId, Instant at) implements ServerEvent {}
}

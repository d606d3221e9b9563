package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.server.Server;

/** Servers of one kind, as places for a proxy. */
public interface EdgeHost {
    /** The {@link Server#kind()} of them. */
    String kind();

    EdgeContainer edge(Server server);
}

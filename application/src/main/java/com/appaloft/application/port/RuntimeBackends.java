package com.appaloft.application.port;

import com.appaloft.domain.server.Server;
import java.util.Set;

/** Finds the backend of a server by its kind; an open set. */
public interface RuntimeBackends {
    RuntimeBackend of(Server server);

    Set<String> kinds();
}

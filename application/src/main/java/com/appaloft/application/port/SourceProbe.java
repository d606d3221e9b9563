package com.appaloft.application.port;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.source.Source;

/** Looks whether sources of one kind can be read; keeps nothing and changes nothing. Each kind of source has one, as a bean. */
public interface SourceProbe {
    /** The {@link Source#kind()} it looks at. */
    String kind();

    /**
     * Really looks; stops as soon as the operation is canceled.
     *
     * @param server where the source would be deployed
     * @return what was seen, in one sentence without secrets
     * @throws BackendFailure where it cannot be read, with the code a deployment would fail with
     */
    String look(Server server, Source source, Operation operation);
}

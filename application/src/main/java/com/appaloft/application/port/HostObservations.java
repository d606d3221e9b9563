package com.appaloft.application.port;

import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import java.util.Optional;

/** When each host was last looked at as a whole, and whether it answered. Operational, not history: losing it means "unknown". */
public interface HostObservations {
    /**
     * @param at when it was asked
     * @param reachable whether it answered that
     */
    record Seen(Instant at, boolean reachable) {}

    /** Changes nothing where it was asked later than that already. */
    void record(ServerId server, Seen seen);

    Optional<Seen> last(ServerId server);

    /** When it answered for the last time. */
    Optional<Instant> lastAnswer(ServerId server);
}

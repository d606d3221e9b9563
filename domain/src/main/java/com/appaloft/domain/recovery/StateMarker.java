package com.appaloft.domain.recovery;

import com.appaloft.domain.runtime.ContentIdentity;
import java.time.Instant;

/**
 * Where the state that readiness was judged on stands; a command that carries an older one is refused as stale.
 *
 * @param resource counts every event about the resource, its slot and its attempts
 * @param environment counts every event about its environment
 * @param server counts every event about its server and the artifacts on it
 * @param reachable whether the server answered when last asked
 * @param changedAt when any of it last changed
 */
public record StateMarker(long resource, long environment, long server, boolean reachable, Instant changedAt) {
    /** The opaque form clients carry. */
    public String version() {
        return ContentIdentity.fingerprint(resource + "|" + environment + "|" + server + "|" + reachable)
                .substring(0, 24);
    }
}

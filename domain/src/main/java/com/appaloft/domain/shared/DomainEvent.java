package com.appaloft.domain.shared;

import java.time.Instant;

/** Something that was decided and recorded; immutable, carries no secret and nothing that can be looked up. */
public interface DomainEvent {
    /** The stream that decided it: the id of the deployment, resource, slot, artifact, server, project or environment. */
    String streamId();

    /** When it was decided, to the millisecond. */
    Instant at();
}

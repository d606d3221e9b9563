package com.appaloft.projections.recovery;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.ServerId;

/**
 * What the asker knows of the hosts beyond what is recorded: how fresh the record is, or what a host answered just now. Asked after
 * the read models were read, outside their transaction, so that it may take its time.
 */
public interface Observations {
    /** Whether the server answered when last asked; true where it was never asked. */
    boolean reachable(ServerId server);

    /**
     * What counts as seen of the artifact.
     *
     * @param recorded what was last recorded of it, unknown if nothing was
     */
    Observation of(Artifact artifact, Observation recorded);
}

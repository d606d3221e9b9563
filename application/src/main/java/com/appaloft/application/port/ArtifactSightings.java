package com.appaloft.application.port;

import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.ArtifactId;

/** The histories of what was observed of artifacts. */
public interface ArtifactSightings extends EventStream<ArtifactId, ArtifactSighting, ArtifactEvent> {
    @Override
    default String noun() {
        return "artifact";
    }

    /**
     * Until the end of the unit of work nobody else decides what is let go of or records what is kept. Asked for before anything is
     * read, so that what is read is what all the others have decided.
     */
    void inTurn();
}

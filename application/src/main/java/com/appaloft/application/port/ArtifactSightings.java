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
}

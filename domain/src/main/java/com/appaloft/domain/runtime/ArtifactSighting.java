package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one artifact on its server, from its observations; an observation that changes nothing is not recorded. */
public record ArtifactSighting(
        Observation observed, @Nullable Instant since) {
    public static final ArtifactSighting NEVER = new ArtifactSighting(Observation.UNKNOWN, null);

    public Decision<ArtifactEvent> decide(Artifact artifact, Observation seen, Instant at) {
        if (seen == observed || seen == Observation.UNKNOWN) {
            return Decision.accept();
        }
        return Decision.accept(
                seen == Observation.PRESENT
                        ? new ArtifactEvent.ObservedPresent(artifact.id(), artifact.serverId(), artifact.imageId(), at)
                        : new ArtifactEvent.ObservedMissing(
                                artifact.id(),
                                artifact.serverId(),
                                artifact.imageId(),
                                seen == Observation.OTHER_CONTENT,
                                at));
    }

    public ArtifactSighting evolve(ArtifactEvent event) {
        return switch (event) {
            case ArtifactEvent.ObservedPresent e -> new ArtifactSighting(Observation.PRESENT, e.at());
            case ArtifactEvent.ObservedMissing e ->
                new ArtifactSighting(e.otherContent() ? Observation.OTHER_CONTENT : Observation.MISSING, e.at());
        };
    }
}

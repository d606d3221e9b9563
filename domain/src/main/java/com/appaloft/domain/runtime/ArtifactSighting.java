package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one artifact on its server, from its observations and from what was decided about keeping it; an observation
 * that changes nothing is not recorded.
 *
 * @param pinned whether retention must never let go of it
 * @param released whether retention has let go of it, and no attempt has kept the same content since
 */
public record ArtifactSighting(
        Observation observed, @Nullable Instant since, boolean pinned, boolean released) {
    public static final ArtifactSighting NEVER = new ArtifactSighting(Observation.UNKNOWN, null);

    /** Neither pinned nor released. */
    public ArtifactSighting(Observation observed, @Nullable Instant since) {
        this(observed, since, false, false);
    }

    /** As something else is seen of it now, e.g. by asking the host. */
    public ArtifactSighting seenAs(Observation seen) {
        return new ArtifactSighting(seen, since, pinned, released);
    }

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

    /** An attempt made it and keeps it by a tag of its own: it is there, and what was let go of before is kept again. */
    public Decision<ArtifactEvent> keep(Artifact artifact, Instant at) {
        var events = new ArrayList<ArtifactEvent>();
        if (released) {
            events.add(new ArtifactEvent.KeptAgain(artifact.id(), artifact.serverId(), artifact.imageId(), at));
        }
        events.addAll(decide(artifact, Observation.PRESENT, at).orThrow());
        return new Decision.Accepted<>(events);
    }

    public Decision<ArtifactEvent> pin(Artifact artifact, Instant at) {
        if (released) {
            return Decision.refuse(Problem.of(
                    ProblemCode.ARTIFACT_RELEASED,
                    "Retention has let go of artifact " + artifact.id()
                            + " and its image is being removed; redeploy to make" + " it again."));
        }
        return pinned
                ? Decision.accept()
                : Decision.accept(new ArtifactEvent.Pinned(artifact.id(), artifact.serverId(), artifact.imageId(), at));
    }

    public Decision<ArtifactEvent> unpin(Artifact artifact, Instant at) {
        return pinned
                ? Decision.accept(
                        new ArtifactEvent.Unpinned(artifact.id(), artifact.serverId(), artifact.imageId(), at))
                : Decision.accept();
    }

    /** Retention lets go; recorded before the host is touched, so that nothing being removed is ever called ready. */
    public Decision<ArtifactEvent> release(Artifact artifact, Instant at) {
        return released || pinned
                ? Decision.accept()
                : Decision.accept(
                        new ArtifactEvent.Released(artifact.id(), artifact.serverId(), artifact.imageId(), at));
    }

    public ArtifactSighting evolve(ArtifactEvent event) {
        return switch (event) {
            case ArtifactEvent.ObservedPresent e -> at(Observation.PRESENT, e.at());
            case ArtifactEvent.ObservedMissing e ->
                at(e.otherContent() ? Observation.OTHER_CONTENT : Observation.MISSING, e.at());
            case ArtifactEvent.Pinned e -> new ArtifactSighting(observed, since, true, released);
            case ArtifactEvent.Unpinned e -> new ArtifactSighting(observed, since, false, released);
            case ArtifactEvent.Released e -> new ArtifactSighting(observed, since, pinned, true);
            case ArtifactEvent.KeptAgain e -> new ArtifactSighting(observed, since, pinned, false);
        };
    }

    private ArtifactSighting at(Observation seen, Instant when) {
        return new ArtifactSighting(seen, when, pinned, released);
    }
}

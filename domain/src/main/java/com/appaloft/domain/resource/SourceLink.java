package com.appaloft.domain.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resource's tie to what its source says of itself.
 *
 * @param project whose source it was when it was linked, as far as it is known
 * @param accepted what somebody took over from the source last
 * @param seen what was seen of the source last
 */
public record SourceLink(
        ProjectIdentity project,
        @Nullable SourceDeclaration accepted,
        @Nullable SourceSighting seen) {
    /** Nothing of the source was seen since it was linked. */
    public static final SourceLink FRESH = new SourceLink(ProjectIdentity.UNKNOWN, null, null);

    boolean shows(SourceSighting sighting) {
        return sighting.equals(seen == null ? SourceSighting.NOTHING : seen);
    }

    /** Whether exactly this was accepted already, or there was never anything to accept. */
    boolean holds(SourceSighting sighting) {
        return equals(accept(sighting)) || (seen == null && sighting.equals(SourceSighting.NOTHING));
    }

    SourceLink saw(SourceSighting sighting) {
        return new SourceLink(project.completedBy(sighting.project()), accepted, sighting);
    }

    SourceLink accept(SourceSighting sighting) {
        return new SourceLink(sighting.project(), sighting.declaration(), sighting);
    }

    /** How far the source has gone from this profile without anybody having accepted it. */
    public Drift drift(Profile profile) {
        if (seen == null) {
            return Drift.NONE;
        }
        var differences = seen.declaration().equals(accepted)
                ? List.<String>of()
                : seen.declaration().differences(profile);
        return project.another(seen.project())
                ? new Drift("The source holds " + seen.project() + ", but " + project + " was linked", differences)
                : new Drift(null, differences);
    }
}

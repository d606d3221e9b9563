package com.appaloft.domain.resource;

import org.jspecify.annotations.Nullable;

/**
 * Whose files a source holds, whatever is in them: the fingerprint of a project, not of its content.
 *
 * @param name as the source declares it
 * @param origin where its repository came from, e.g. {@code git.example/shop}; never with credentials
 */
public record ProjectIdentity(
        @Nullable String name, @Nullable String origin) {
    public static final ProjectIdentity UNKNOWN = new ProjectIdentity(null, null);

    /** Whether the other is surely another project: the name decides where both have one, else the origin. */
    public boolean another(ProjectIdentity other) {
        if (name != null && other.name != null) {
            return !name.equals(other.name);
        }
        return origin != null && other.origin != null && !origin.equals(other.origin);
    }

    /** What was not known is filled in by what is seen of the same project. */
    ProjectIdentity completedBy(ProjectIdentity seen) {
        return another(seen)
                ? this
                : new ProjectIdentity(name == null ? seen.name : name, origin == null ? seen.origin : origin);
    }

    @Override
    public String toString() {
        return name != null ? name : origin != null ? origin : "an unnamed project";
    }
}

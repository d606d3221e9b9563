package com.appaloft.application.port;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which artifacts attempts refer to, asked inside the current transaction. */
public interface UsedArtifacts {
    /** Which artifacts are meant; an absent id is no condition. */
    record Scope(
            @Nullable ArtifactId artifact,
            @Nullable ResourceId resource,
            @Nullable ServerId server) {}

    /**
     * In order of their ids; those that retention let go of left out unless asked for.
     *
     * @param after the last one seen; absent starts at the first
     */
    List<ArtifactId> in(Scope scope, boolean released, @Nullable ArtifactId after, int limit);

    /**
     * The tag of an attempt that needs this image: its artifact was not let go of, and it is of no preview that is cleaned up unless
     * it is pinned.
     *
     * @param preferred the answer, where this is the tag of such an attempt; else it is that of the one that ended last
     */
    Optional<String> tagNeeding(ServerId server, String imageId, String preferred);

    /** The resources with attempts that run or would run any of these, in order of their ids. */
    List<ResourceId> resourcesUsing(Collection<ArtifactId> artifacts);

    /** The servers that attempts which use them ran on: those of the artifacts, and those of their resources' other attempts. */
    List<ServerId> serversUsing(Collection<ArtifactId> artifacts);
}

package com.appaloft.projections.resource;

import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.RuntimeSlot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is now, with what runs of it.
 *
 * @param slot who holds the right to change what runs, and what serves
 * @param active the attempt that holds it, if any
 * @param accessUrl where the serving attempt answers, if it is exposed
 */
public record ResourceView(
        Resource resource,
        RuntimeSlot slot,
        ResourceFacts.@Nullable Active active,
        @Nullable String accessUrl,
        Instant createdAt,
        Instant updatedAt) {}

package com.appaloft.projections.history;

import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;

/**
 * One thing that happened to a resource.
 *
 * @param sequence place in the resource's history, from 0
 * @param event stored name, e.g. {@code resource.source-relinked}
 * @param profileVersion of the profile it led to
 * @param summary one sentence for people
 */
public record ResourceHistoryEntry(
        ResourceId resourceId, long sequence, Instant at, String event, int profileVersion, String summary) {}

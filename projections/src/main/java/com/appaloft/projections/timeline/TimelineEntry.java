package com.appaloft.projections.timeline;

import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in an attempt.
 *
 * @param sequence place in the attempt's history, from 0
 * @param event stored name, e.g. {@code deployment.phase-finished}
 * @param outcome of the phase ({@code completed}, {@code incomplete}) or of the attempt (its terminal status)
 * @param durationMs how long the phase took, in milliseconds
 * @param summary one sentence for people
 * @param detail small facts for programs; what there is depends on the event
 */
public record TimelineEntry(
        DeploymentId deploymentId,
        long sequence,
        Instant at,
        String event,
        @Nullable String phase,
        @Nullable String outcome,
        @Nullable Long durationMs,
        String summary,
        Map<String, String> detail) {
    public TimelineEntry {
        detail = Map.copyOf(detail);
    }
}

package com.appaloft.projections.timeline;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the timeline says about one event. */
record Line(
        @Nullable String phase,
        @Nullable String outcome,
        @Nullable Long durationMs,
        String summary,
        Map<String, String> detail) {

    static Line about(DeploymentEvent event) {
        return switch (event) {
            case DeploymentEvent.Requested e -> requested(e);
            case DeploymentEvent.SnapshotCaptured e ->
                plain("The snapshot is complete: " + e.snapshot().source().identity() + ".")
                        .with("snapshotId", e.snapshot().id().value())
                        .with("source", e.snapshot().source().identity());
            case DeploymentEvent.ArtifactRecorded e ->
                plain("The artifact is " + e.artifact().imageId() + ".")
                        .with("artifactId", e.artifact().id().value())
                        .with("imageId", e.artifact().imageId())
                        .with("repoDigest", e.artifact().repoDigest());
            case DeploymentEvent.PhaseStarted e ->
                new Line(e.phase().wire(), null, null, capital(e.phase()) + " started.", Map.of());
            case DeploymentEvent.PhaseFinished e -> finished(e);
            case DeploymentEvent.CancelRequested e ->
                plain("Cancel was requested: " + e.cause() + ".").with("cause", e.cause());
            case DeploymentEvent.Succeeded e ->
                ended(
                                Status.SUCCEEDED,
                                e.accessUrl() == null
                                        ? "The attempt succeeded."
                                        : "It serves at " + e.accessUrl() + ".")
                        .with("accessUrl", e.accessUrl());
            case DeploymentEvent.Failed e -> failed(Status.FAILED, e.failure(), "The attempt failed");
            case DeploymentEvent.Canceled e ->
                ended(Status.CANCELED, "The attempt was canceled: " + e.cause() + ".")
                        .with("cause", e.cause())
                        .with("supersededBy", e.supersededBy());
            case DeploymentEvent.Interrupted e ->
                ended(Status.INTERRUPTED, "The attempt was interrupted: " + e.explanation());
            case DeploymentEvent.RolledBack e ->
                failed(Status.ROLLED_BACK, e.failure(), "The previous workload was put back")
                        .with("restored", e.restored());
            case DeploymentEvent.Archived e -> plain("The attempt was archived; nothing of it was deleted.");
        };
    }

    private static Line requested(DeploymentEvent.Requested e) {
        var trigger = e.trigger();
        return plain("A " + trigger.wire() + " of "
                        + e.intent().profile().source().summary() + " was requested.")
                .with("trigger", trigger.wire())
                .with("sourceDeploymentId", trigger.source())
                .with("rollbackCandidateDeploymentId", trigger.candidate());
    }

    private static Line finished(DeploymentEvent.PhaseFinished e) {
        var outcome = e.completed() ? "completed" : "incomplete";
        var summary =
                capital(e.phase()) + (e.completed() ? " completed" : " stopped") + " after " + e.durationMs() + " ms.";
        return new Line(e.phase().wire(), outcome, e.durationMs(), summary, Map.of());
    }

    private static Line failed(Status status, Failure failure, String what) {
        return new Line(
                failure.phase().wire(),
                status.wire(),
                null,
                what + " (" + failure.code().wire() + "): " + failure.message(),
                Map.of(
                        "code", failure.code().wire(),
                        "category", failure.code().category().wire(),
                        "advice", failure.advice()));
    }

    private static Line ended(Status status, String summary) {
        return new Line(null, status.wire(), null, summary, Map.of());
    }

    private static Line plain(String summary) {
        return new Line(null, null, null, summary, Map.of());
    }

    private Line with(String name, @Nullable DeploymentId value) {
        return with(name, value == null ? null : value.value());
    }

    private Line with(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        var more = new TreeMap<>(detail);
        more.put(name, value);
        return new Line(phase, outcome, durationMs, summary, more);
    }

    private static String capital(Phase phase) {
        var word = phase.wire();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

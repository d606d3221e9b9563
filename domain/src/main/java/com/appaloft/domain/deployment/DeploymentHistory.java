package com.appaloft.domain.deployment;

import org.jspecify.annotations.Nullable;

/** Folds an attempt's events into its state; no rules, no clock. */
public final class DeploymentHistory {
    private DeploymentHistory() {}

    public static Deployment evolve(@Nullable Deployment state, DeploymentEvent event) {
        if (event instanceof DeploymentEvent.Requested e) {
            return new Deployment.Created(Attempt.begun(e));
        }
        if (state == null) {
            throw new IllegalStateException("an attempt's history starts with its request");
        }
        var attempt = state.attempt();
        return switch (event) {
            case DeploymentEvent.Requested e -> new Deployment.Created(Attempt.begun(e));
            case DeploymentEvent.SnapshotCaptured e -> planned(state, attempt.with(e.snapshot(), e.at()));
            case DeploymentEvent.ArtifactRecorded e -> same(state, attempt.with(e.artifact(), e.at()));
            case DeploymentEvent.PhaseStarted e -> inPhase(state, attempt.in(e.phase(), e.at()), e.phase());
            case DeploymentEvent.PhaseFinished e -> same(state, attempt.seen(e.at()));
            case DeploymentEvent.CancelRequested e -> new Deployment.CancelRequested(attempt.seen(e.at()), e.cause());
            case DeploymentEvent.Succeeded e -> new Deployment.Succeeded(attempt.seen(e.at()), e.accessUrl(), e.at());
            case DeploymentEvent.Failed e -> new Deployment.Failed(attempt.seen(e.at()), e.failure(), e.at());
            case DeploymentEvent.Canceled e -> new Deployment.Canceled(attempt.seen(e.at()), e.cause(), e.at());
            case DeploymentEvent.Interrupted e ->
                new Deployment.Interrupted(attempt.seen(e.at()), e.explanation(), e.at());
            case DeploymentEvent.RolledBack e -> new Deployment.RolledBack(attempt.seen(e.at()), e.failure(), e.at());
            case DeploymentEvent.Archived e -> archived(state, attempt.archived(e.at()));
        };
    }

    private static Deployment planned(Deployment state, Attempt attempt) {
        return state instanceof Deployment.CancelRequested ? same(state, attempt) : new Deployment.Planned(attempt);
    }

    private static Deployment inPhase(Deployment state, Attempt attempt, Phase phase) {
        if (state instanceof Deployment.CancelRequested) {
            return same(state, attempt);
        }
        return switch (phase) {
            case DETECT, PLAN ->
                attempt.snapshot() == null ? new Deployment.Planning(attempt) : new Deployment.Planned(attempt);
            case EXECUTE, VERIFY, CUT_OVER -> new Deployment.Running(attempt);
        };
    }

    private static Deployment same(Deployment state, Attempt attempt) {
        return switch (state) {
            case Deployment.Created s -> new Deployment.Created(attempt);
            case Deployment.Planning s -> new Deployment.Planning(attempt);
            case Deployment.Planned s -> new Deployment.Planned(attempt);
            case Deployment.Running s -> new Deployment.Running(attempt);
            case Deployment.CancelRequested s -> new Deployment.CancelRequested(attempt, s.cause());
            case Deployment.Ended s -> s;
        };
    }

    private static Deployment archived(Deployment state, Attempt attempt) {
        return switch (state) {
            case Deployment.Active s -> s;
            case Deployment.Succeeded s -> new Deployment.Succeeded(attempt, s.accessUrl(), s.finishedAt());
            case Deployment.Failed s -> new Deployment.Failed(attempt, s.failure(), s.finishedAt());
            case Deployment.Canceled s -> new Deployment.Canceled(attempt, s.cause(), s.finishedAt());
            case Deployment.Interrupted s -> new Deployment.Interrupted(attempt, s.explanation(), s.finishedAt());
            case Deployment.RolledBack s -> new Deployment.RolledBack(attempt, s.failure(), s.finishedAt());
        };
    }
}

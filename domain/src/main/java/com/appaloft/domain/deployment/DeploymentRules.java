package com.appaloft.domain.deployment;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.time.Duration;
import java.util.List;

/** Decides what may happen to an existing attempt. An ended one refuses everything; one being canceled is proven so or given up. */
public final class DeploymentRules {
    private DeploymentRules() {}

    public static Decision<DeploymentEvent> decide(Deployment state, DeploymentCommand command) {
        if (command instanceof DeploymentCommand.RequestCancel cancel) {
            return requestCancel(state, cancel);
        }
        if (command instanceof DeploymentCommand.Archive archive) {
            return archive(state, archive);
        }
        return switch (state) {
            case Deployment.Ended ended -> refuse(ended, "has ended and never changes");
            case Deployment.CancelRequested canceling -> whileCanceling(canceling, command);
            case Deployment.Active active -> whileActive(active, command);
        };
    }

    private static Decision<DeploymentEvent> whileActive(Deployment state, DeploymentCommand command) {
        var id = state.id();
        return switch (command) {
            case DeploymentCommand.StartPhase c -> startPhase(state, c);
            case DeploymentCommand.FinishPhase c -> Decision.accept(finished(state, c));
            case DeploymentCommand.CaptureSnapshot c ->
                state.attempt().snapshot() != null
                        ? refuse(state, "has its snapshot, which is frozen")
                        : Decision.accept(new DeploymentEvent.SnapshotCaptured(id, c.snapshot(), c.at()));
            case DeploymentCommand.RecordArtifact c ->
                state.attempt().artifact() != null
                        ? refuse(state, "has its artifact, which never changes")
                        : Decision.accept(new DeploymentEvent.ArtifactRecorded(id, c.artifact(), c.at()));
            case DeploymentCommand.Succeed c -> succeed(state, c);
            case DeploymentCommand.Fail c -> Decision.accept(new DeploymentEvent.Failed(id, c.failure(), c.at()));
            case DeploymentCommand.RollBack c ->
                state instanceof Deployment.Running
                        ? Decision.accept(new DeploymentEvent.RolledBack(id, c.failure(), c.restored(), c.at()))
                        : refuse(state, "never took traffic");
            case DeploymentCommand.Interrupt c ->
                Decision.accept(new DeploymentEvent.Interrupted(id, c.explanation(), c.at()));
            case DeploymentCommand.Abandon c ->
                Decision.accept(new DeploymentEvent.Interrupted(id, c.explanation(), c.at()));
            case DeploymentCommand.ProveCanceled c -> refuse(state, "was not asked to be canceled");
            case DeploymentCommand.RequestCancel c -> requestCancel(state, c);
            case DeploymentCommand.Archive c -> archive(state, c);
        };
    }

    /** Phases go forward only, and nothing is executed before it is known what. */
    private static Decision<DeploymentEvent> startPhase(Deployment state, DeploymentCommand.StartPhase c) {
        var reached = state.attempt().phase();
        if (reached != null && c.phase().compareTo(reached) <= 0) {
            return refuse(
                    state,
                    "has begun " + reached.wire() + " and never goes back to "
                            + c.phase().wire());
        }
        if (c.phase().compareTo(Phase.PLAN) > 0 && state.attempt().snapshot() == null) {
            return refuse(state, "has no snapshot yet");
        }
        return Decision.accept(new DeploymentEvent.PhaseStarted(state.id(), c.phase(), c.at()));
    }

    /** Only what was executed can have succeeded, even where a retry brings snapshot and artifact along from the start. */
    private static Decision<DeploymentEvent> succeed(Deployment state, DeploymentCommand.Succeed c) {
        if (!(state instanceof Deployment.Running)) {
            return refuse(state, "has not been executed");
        }
        return state.attempt().artifact() == null
                ? refuse(state, "cannot succeed without an artifact")
                : Decision.accept(new DeploymentEvent.Succeeded(state.id(), c.accessUrl(), c.at()));
    }

    private static Decision<DeploymentEvent> whileCanceling(
            Deployment.CancelRequested state, DeploymentCommand command) {
        return switch (command) {
            case DeploymentCommand.FinishPhase c -> Decision.accept(finished(state, c));
            case DeploymentCommand.ProveCanceled c ->
                Decision.accept(new DeploymentEvent.Canceled(state.id(), state.cause(), null, c.at()));
            case DeploymentCommand.Abandon c ->
                Decision.accept(new DeploymentEvent.Interrupted(state.id(), c.explanation(), c.at()));
            case DeploymentCommand.RequestCancel c -> requestCancel(state, c);
            case DeploymentCommand.StartPhase c -> canceling(state);
            case DeploymentCommand.CaptureSnapshot c -> canceling(state);
            case DeploymentCommand.RecordArtifact c -> canceling(state);
            case DeploymentCommand.Succeed c -> canceling(state);
            case DeploymentCommand.Fail c -> canceling(state);
            case DeploymentCommand.RollBack c -> canceling(state);
            case DeploymentCommand.Interrupt c -> canceling(state);
            case DeploymentCommand.Archive c -> archive(state, c);
        };
    }

    /** Terminal attempts are rejected; asking again while it stops changes nothing. */
    private static Decision<DeploymentEvent> requestCancel(Deployment state, DeploymentCommand.RequestCancel c) {
        if (!c.confirm().equals(state.id().value())) {
            return unconfirmed(state);
        }
        return switch (state) {
            case Deployment.Ended ended -> refuse(ended, "has ended; only an active attempt can be canceled");
            case Deployment.CancelRequested already -> Decision.accept();
            case Deployment.Active active ->
                Decision.accept(new DeploymentEvent.CancelRequested(state.id(), c.cause(), c.at()));
        };
    }

    /** Only what has ended is history that can be hidden; asking again changes nothing. */
    private static Decision<DeploymentEvent> archive(Deployment state, DeploymentCommand.Archive c) {
        if (!c.confirm().equals(state.id().value())) {
            return unconfirmed(state);
        }
        return switch (state) {
            case Deployment.Active active ->
                Decision.refuse(Problem.of(
                        ProblemCode.DEPLOYMENT_ARCHIVE_NOT_ALLOWED,
                        "Deployment " + state.id() + " is " + state.status().wire()
                                + ": only an ended attempt can be archived; wait for its end, or cancel it."));
            case Deployment.Ended ended ->
                state.attempt().archivedAt() == null
                        ? Decision.accept(new DeploymentEvent.Archived(state.id(), c.at()))
                        : Decision.accept();
        };
    }

    private static Decision<DeploymentEvent> unconfirmed(Deployment state) {
        return Decision.refuse(new Problem(
                ProblemCode.CONFIRMATION_MISMATCH,
                "The confirmation must be the deployment id to the letter: " + state.id() + ".",
                "/confirm",
                List.of()));
    }

    private static DeploymentEvent finished(Deployment state, DeploymentCommand.FinishPhase c) {
        var started = state.attempt().phaseStartedAt();
        long ms = started == null
                ? 0
                : Math.max(0, Duration.between(started, c.at()).toMillis());
        return new DeploymentEvent.PhaseFinished(state.id(), c.phase(), c.completed(), ms, c.at());
    }

    private static Decision<DeploymentEvent> canceling(Deployment state) {
        return refuse(state, "is being canceled");
    }

    private static Decision<DeploymentEvent> refuse(Deployment state, String why) {
        return Decision.refuse(Problem.of(
                ProblemCode.DEPLOYMENT_CANCEL_NOT_ALLOWED,
                "Deployment " + state.id() + " is " + state.status().wire() + ": it " + why + "."));
    }
}

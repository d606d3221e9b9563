package com.appaloft.application.execution;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what happens in an attempt as it happens; the end of an attempt and the release of its slot land together. */
@Component
class AttemptJournal {
    /** Somebody else has ended the attempt or carries it now; whoever still does must let go of it. */
    static final class EndedElsewhere extends RuntimeException {
        EndedElsewhere(DeploymentId id) {
            super("attempt " + id + " was ended or is carried by somebody else", null, false, false);
        }
    }

    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final RuntimeSlots slots;
    private final SlotRelease release;
    private final ArtifactSightings sightings;
    private final OpenOperations operations;
    private final Clock clock;

    AttemptJournal(
            UnitOfWork unitOfWork,
            Deployments deployments,
            RuntimeSlots slots,
            SlotRelease release,
            ArtifactSightings sightings,
            OpenOperations operations,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.slots = slots;
        this.release = release;
        this.sightings = sightings;
        this.operations = operations;
        this.clock = clock;
    }

    Deployment read(DeploymentId id) {
        return unitOfWork.perform(() -> deployments.get(id));
    }

    RuntimeSlot slotOf(Deployment attempt) {
        return unitOfWork.perform(() -> slots.get(attempt.attempt().request().slotId()));
    }

    /** Records the start, does the work, records the end. */
    <T> T phase(DeploymentId id, Phase phase, Supplier<T> work) {
        record(id, new DeploymentCommand.StartPhase(phase, clock.instant()));
        operations.entered(id, phase);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException failed) {
            finishIncomplete(id, phase, failed);
            throw failed;
        }
        record(id, new DeploymentCommand.FinishPhase(phase, true, clock.instant()));
        return result;
    }

    /** Whoever carries the attempt may go on changing the host only while it is active and nobody asked it to stop. */
    void mustStillBeCarried(DeploymentId id) {
        switch (read(id)) {
            case Deployment.Ended ended -> throw new EndedElsewhere(id);
            case Deployment.CancelRequested canceling -> throw new Operation.Canceled();
            case Deployment.Active active -> {}
        }
    }

    /** Whether it is still for this carrier to go on, or to end it as it is asked to; another one may have taken its place. */
    boolean isCarriedBy(Carried attempt) {
        return switch (read(attempt.id())) {
            case Deployment.Ended ended -> false;
            case Deployment.CancelRequested canceling -> true;
            case Deployment.Active active -> !attempt.operation().canceled();
        };
    }

    /** What went wrong matters more than that its end could not be written down. */
    private void finishIncomplete(DeploymentId id, Phase phase, RuntimeException failed) {
        var command = new DeploymentCommand.FinishPhase(phase, false, clock.instant());
        try {
            unitOfWork.run(() -> deployments.append(
                    id,
                    DeploymentRules.decide(deployments.get(id), command)
                            .fold(Decision.Accepted::events, refused -> List.of())));
        } catch (RuntimeException unwritten) {
            failed.addSuppressed(unwritten);
        }
    }

    void captured(DeploymentId id, Snapshot snapshot) {
        record(id, new DeploymentCommand.CaptureSnapshot(snapshot, clock.instant()));
    }

    /** Records what the attempt runs, together with the observation that it is there. */
    void made(DeploymentId id, Artifact artifact) {
        unitOfWork.run(() -> {
            sightings.inTurn();
            record(id, new DeploymentCommand.RecordArtifact(artifact, clock.instant()));
            var known = sightings.find(artifact.id()).orElse(ArtifactSighting.NEVER);
            sightings.append(
                    artifact.id(), known.keep(artifact, clock.instant()).orThrow());
        });
    }

    void succeeded(DeploymentId id, @Nullable String accessUrl) {
        end(id, new DeploymentCommand.Succeed(accessUrl, clock.instant()), true);
    }

    void failed(DeploymentId id, Failure failure) {
        end(id, new DeploymentCommand.Fail(failure, clock.instant()), false);
    }

    void rolledBack(DeploymentId id, Failure failure, @Nullable DeploymentId restored) {
        end(id, new DeploymentCommand.RollBack(failure, restored, clock.instant()), false);
    }

    void interrupted(DeploymentId id, String explanation) {
        end(id, new DeploymentCommand.Interrupt(explanation, clock.instant()), false);
    }

    void abandoned(DeploymentId id, String explanation) {
        end(id, new DeploymentCommand.Abandon(explanation, clock.instant()), false);
    }

    void canceled(DeploymentId id) {
        end(id, new DeploymentCommand.ProveCanceled(clock.instant()), false);
    }

    private void end(DeploymentId id, DeploymentCommand command, boolean success) {
        unitOfWork.run(() -> {
            record(id, command);
            release.of(id, success, command.at());
        });
    }

    /** Records it, or says by exception that the attempt is being canceled, or was ended or is carried by somebody else. */
    private void record(DeploymentId id, DeploymentCommand command) {
        unitOfWork.run(() -> {
            var state = deployments.get(id);
            deployments.append(id, DeploymentRules.decide(state, command).fold(Decision.Accepted::events, refused -> {
                throw state instanceof Deployment.CancelRequested ? new Operation.Canceled() : new EndedElsewhere(id);
            }));
        });
    }
}

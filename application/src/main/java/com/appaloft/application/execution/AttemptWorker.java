package com.appaloft.application.execution;

import com.appaloft.application.port.AttemptLogs;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes attempts from the queue. One that nobody has begun is carried out; one that somebody began and left behind is examined
 * and ended truthfully, never resumed; one that is being canceled is stopped.
 */
@Component
class AttemptWorker implements WorkQueue.Worker {
    private static final Logger log = LoggerFactory.getLogger(AttemptWorker.class);

    private final AttemptJournal journal;
    private final AttemptProcedure procedure;
    private final AttemptEnding ending;
    private final OpenOperations operations;
    private final UnitOfWork unitOfWork;
    private final Servers servers;
    private final RuntimeBackends backends;
    private final AttemptLogs logs;
    private final Duration longestWait;

    /** @param longestWait for a server to which the way broke, in seconds */
    AttemptWorker(
            AttemptJournal journal,
            AttemptProcedure procedure,
            AttemptEnding ending,
            OpenOperations operations,
            UnitOfWork unitOfWork,
            Servers servers,
            RuntimeBackends backends,
            AttemptLogs logs,
            @Value("${appaloft.link-patience-seconds:180}") int longestWait) {
        this.journal = journal;
        this.procedure = procedure;
        this.ending = ending;
        this.operations = operations;
        this.unitOfWork = unitOfWork;
        this.servers = servers;
        this.backends = backends;
        this.logs = logs;
        this.longestWait = Duration.ofSeconds(longestWait);
    }

    @Override
    public void carry(DeploymentId id) {
        var operation = new Operation(
                (stream, line) -> logs.append(id, operations.phaseOf(id).wire(), stream, line));
        operations.open(id, operation);
        try {
            carry(open(journal.read(id), operation));
        } finally {
            operations.close(id, operation);
        }
    }

    private void carry(Carried attempt) {
        if (attempt.server().registered()) {
            carryOn(attempt);
        } else if (attempt.deployment() instanceof Deployment.Active) {
            ending.abandoned(attempt);
        }
    }

    private void carryOn(Carried attempt) {
        switch (attempt.deployment()) {
            case Deployment.Ended ended -> ending.tidy(attempt);
            case Deployment.CancelRequested canceling -> ending.canceled(attempt);
            case Deployment.Active active -> {
                if (active.begun()) {
                    ending.interrupted(attempt);
                } else {
                    carryOut(attempt);
                }
            }
        }
    }

    private void carryOut(Carried attempt) {
        try {
            procedure.carryOut(attempt);
        } catch (RuntimeException ended) {
            if (operations.isClosing()) {
                throw ended;
            }
            end(attempt, ended);
        }
    }

    private void end(Carried attempt, RuntimeException why) {
        switch (why) {
            case Operation.Canceled canceled -> stopped(attempt, canceled);
            case CutOver.PutBack putBack -> ending.rolledBack(attempt, putBack);
            case CutOver.LostSight lost -> ending.lostSight(attempt);
            // who was told to stop did not wait for what else might have come
            case BackendFailure failure when attempt.operation().canceled() -> stopped(attempt, failure);
            case BackendFailure failure -> failed(attempt, failure);
            case AttemptJournal.EndedElsewhere elsewhere -> letGo(attempt, elsewhere);
            default -> {
                log.error("Attempt {} failed unexpectedly.", attempt.id(), why);
                ending.failedUnexpectedly(attempt);
            }
        }
    }

    /** Where the server was taken away meanwhile, that is what ended it, whatever the last question failed with. */
    private void failed(Carried attempt, BackendFailure failure) {
        if (server(attempt.deployment()).registered()) {
            ending.failed(attempt, failure);
        } else {
            ending.abandoned(attempt);
        }
    }

    /** Only who was asked to may take an attempt off its host; who was merely replaced would take it from whoever carries it now. */
    private void stopped(Carried attempt, RuntimeException why) {
        if (journal.read(attempt.id()) instanceof Deployment.CancelRequested) {
            ending.canceled(attempt);
        } else {
            letGo(attempt, why);
        }
    }

    /** Where it has not ended, whoever carries it now ends it; where nobody does, the queue gives it out again. */
    private void letGo(Carried attempt, RuntimeException why) {
        log.warn("Attempt {} was ended or is carried by somebody else; it is let go of.", attempt.id());
        ending.letGo(attempt);
        if (!(journal.read(attempt.id()) instanceof Deployment.Ended)) {
            throw why;
        }
    }

    private Carried open(Deployment deployment, Operation operation) {
        var server = server(deployment);
        var patience = new Patience(operation, longestWait);
        return new Carried(
                deployment,
                server,
                new PatientBackend(backends.of(server), patience),
                operation,
                patience,
                journal.slotOf(deployment).serving());
    }

    private Server server(Deployment deployment) {
        return unitOfWork.perform(
                () -> servers.get(deployment.attempt().request().serverId()));
    }
}

package com.appaloft.application.deployment;

import com.appaloft.application.execution.OpenOperations;
import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks an active attempt to stop; it is canceled only once the host shows nothing of it. */
@Component
public class CancelHandler {
    private final OncePerKey once;
    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final OpenOperations operations;
    private final Clock clock;

    CancelHandler(
            OncePerKey once, UnitOfWork unitOfWork, Deployments deployments, OpenOperations operations, Clock clock) {
        this.once = once;
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * @param confirm must equal the id to the letter
     * @param resource the resource the client believes it belongs to, if it said so
     */
    public void cancel(DeploymentId id, String confirm, @Nullable ResourceId resource, @Nullable RequestKey key) {
        once.accept(key, () -> id, ignored -> {
            var attempt = deployments.get(id);
            if (resource != null && !resource.equals(attempt.attempt().request().resourceId())) {
                throw Problem.of(
                                ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                                "The attempt belongs to another resource than " + resource + "; nothing was changed.")
                        .asRefusal();
            }
            var asked = new DeploymentCommand.RequestCancel(confirm, "requested", clock.instant());
            deployments.append(id, DeploymentRules.decide(attempt, asked).orThrow());
            unitOfWork.afterCommit(() -> operations.cancel(id));
            return id.value();
        });
    }
}

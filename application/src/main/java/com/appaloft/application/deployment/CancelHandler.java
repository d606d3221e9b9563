package com.appaloft.application.deployment;

import com.appaloft.application.execution.SlotRelease;
import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.recovery.Beliefs;
import com.appaloft.application.recovery.Request;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.shared.DeploymentId;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Asks an active attempt to stop; it is canceled only once it is proven that the host has nothing of it. */
@Component
public class CancelHandler {
    private final OncePerKey once;
    private final Deployments deployments;
    private final Beliefs beliefs;
    private final SlotRelease release;
    private final Clock clock;

    CancelHandler(OncePerKey once, Deployments deployments, Beliefs beliefs, SlotRelease release, Clock clock) {
        this.once = once;
        this.deployments = deployments;
        this.beliefs = beliefs;
        this.release = release;
        this.clock = clock;
    }

    /**
     * @param confirm must equal the id to the letter
     * @return canceled if nobody had begun it, else that it was asked to stop; to the same key the same, whatever became of it since
     */
    public Status cancel(DeploymentId id, String confirm, Request request) {
        var answer = once.accept(request.key(), () -> id, ignored -> {
            var attempt = deployments.get(id);
            beliefs.mustHold(request, attempt.attempt().request().resourceId());
            decide(id, new DeploymentCommand.RequestCancel(confirm, "requested", clock.instant()));
            if (!attempt.begun()) {
                end(id);
            }
            return deployments.get(id).status().wire();
        });
        return Status.ofWire(answer).orElseThrow();
    }

    /**
     * No host is touched before the first phase is in the history. Whoever is about to record one loses the race to this, reads
     * again and lets go.
     */
    private void end(DeploymentId id) {
        var now = clock.instant();
        decide(id, new DeploymentCommand.ProveCanceled(now));
        release.of(id, false, now);
    }

    private void decide(DeploymentId id, DeploymentCommand command) {
        deployments.append(
                id, DeploymentRules.decide(deployments.get(id), command).orThrow());
    }
}

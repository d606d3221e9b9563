package com.appaloft.application.recovery;

import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.recovery.CandidateFacts;
import com.appaloft.domain.recovery.FactsOf;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.workspace.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers the facts of a command from the histories themselves; trusts nothing the client says and no read model. */
@Component
class FactsFromStreams {
    /** What a retry or a rollback is about. */
    record Subject(Deployment attempt, Resource resource) {}

    private final Deployments deployments;
    private final Resources resources;
    private final RuntimeSlots slots;
    private final Environments environments;
    private final Servers servers;

    FactsFromStreams(
            Deployments deployments,
            Resources resources,
            RuntimeSlots slots,
            Environments environments,
            Servers servers) {
        this.deployments = deployments;
        this.resources = resources;
        this.slots = slots;
        this.environments = environments;
        this.servers = servers;
    }

    /** An attempt and the resource it belongs to; reads the slot, which makes competing commands wait for each other. */
    Subject subject(DeploymentId id) {
        var attempt = deployments.get(id);
        var resource = resources.get(attempt.attempt().request().resourceId());
        slots.get(resource.slot());
        return new Subject(attempt, resource);
    }

    Resource resource(ResourceId id) {
        return resources.get(id);
    }

    Environment environment(Resource resource) {
        return environments.get(resource.environmentId());
    }

    /** An attempt of the resource that somebody wants to go back to. */
    Deployment candidate(DeploymentId id, Resource resource) {
        return deployments
                .find(id)
                .filter(c -> c.attempt().request().resourceId().equals(resource.id()))
                .orElseThrow(() -> Problem.of(
                                ProblemCode.DEPLOYMENT_ROLLBACK_CANDIDATE_NOT_FOUND,
                                "Resource " + resource.id() + " has no attempt " + id
                                        + "; read the readiness for its candidates.")
                        .asRefusal());
    }

    /** The facts of the resource; reads the slot first. */
    ResourceFacts of(Resource resource, Seen seen) {
        var slot = slots.get(resource.slot());
        var holder = slot.heldBy();
        return FactsOf.resource(
                resource,
                environment(resource),
                servers.get(resource.serverId()),
                slot,
                holder == null ? null : deployments.get(holder),
                seen.reachable());
    }

    /** The facts of an attempt, without candidates. */
    RecoveryFacts of(Subject subject, Seen seen) {
        var attempt = subject.attempt();
        return new RecoveryFacts(
                FactsOf.attempt(
                        attempt,
                        environment(subject.resource()),
                        seen.of(attempt.attempt().reusable())),
                of(subject.resource(), seen),
                List.of(),
                0);
    }

    /** The facts of one candidate for this resource. */
    CandidateFacts of(Deployment candidate, Resource resource, Seen seen) {
        var slot = slots.get(resource.slot());
        return FactsOf.candidate(
                candidate,
                candidate instanceof Deployment.Ended ended
                        ? ended.finishedAt()
                        : candidate.attempt().lastProgressAt(),
                resource,
                environment(resource),
                slot,
                serving(slot),
                seen.of(candidate.attempt().artifact()));
    }

    private @Nullable Deployment serving(RuntimeSlot slot) {
        DeploymentId serving = slot.serving();
        return serving == null ? null : deployments.find(serving).orElse(null);
    }
}

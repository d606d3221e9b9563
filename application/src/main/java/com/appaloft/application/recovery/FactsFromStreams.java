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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers the facts of a command from the histories themselves; trusts nothing the client says and no read model. */
@Component
public class FactsFromStreams {
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

    /** The facts of the resource; reads the slot first, which makes competing commands wait for each other. */
    public ResourceFacts resource(Resource resource, Seen seen) {
        var slot = slots.get(resource.slot());
        var holder = slot.heldBy();
        return FactsOf.resource(
                resource,
                environments.get(resource.environmentId()),
                servers.get(resource.serverId()),
                slot,
                holder == null ? null : deployments.get(holder),
                seen.reachable());
    }

    /** The facts of an attempt, without candidates. */
    public RecoveryFacts attempt(Deployment attempt, Seen seen) {
        var resource = resources.get(attempt.attempt().request().resourceId());
        return new RecoveryFacts(
                FactsOf.attempt(attempt, seen.of(attempt.attempt().reusable())),
                resource(resource, seen),
                List.of(),
                0);
    }

    /** The facts of one candidate for this resource. */
    public CandidateFacts candidate(Deployment candidate, Resource resource, Seen seen) {
        var slot = slots.get(resource.slot());
        return FactsOf.candidate(
                candidate,
                candidate instanceof Deployment.Ended ended
                        ? ended.finishedAt()
                        : candidate.attempt().lastProgressAt(),
                resource,
                slot,
                serving(slot),
                seen.of(candidate.attempt().artifact()));
    }

    private @Nullable Deployment serving(RuntimeSlot slot) {
        DeploymentId serving = slot.serving();
        return serving == null ? null : deployments.find(serving).orElse(null);
    }
}

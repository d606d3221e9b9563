package com.appaloft.application.recovery;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.recovery.CandidateFacts;
import com.appaloft.domain.recovery.FactsOf;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.RecoveryPolicy;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.workspace.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers the facts of a command from the histories themselves; trusts nothing the client says and no read model. */
@Component
public class FactsFromStreams {
    /** What a retry or a rollback is about. */
    record Subject(Deployment attempt, Place place) {}

    private final Deployments deployments;
    private final Places places;
    private final RuntimeSlots slots;
    private final Environments environments;
    private final Servers servers;
    private final ArtifactSightings sightings;

    FactsFromStreams(
            Deployments deployments,
            Places places,
            RuntimeSlots slots,
            Environments environments,
            Servers servers,
            ArtifactSightings sightings) {
        this.deployments = deployments;
        this.places = places;
        this.slots = slots;
        this.environments = environments;
        this.servers = servers;
        this.sightings = sightings;
    }

    /** An attempt and where it took place; reads the slot, which makes competing commands wait for each other. */
    Subject subject(DeploymentId id) {
        var attempt = deployments.get(id);
        var place = places.of(attempt.attempt().request());
        slots.get(place.slot());
        return new Subject(attempt, place);
    }

    Resource resource(ResourceId id) {
        return places.resource(id);
    }

    /** Where the resource is deployed again; decided on an attempt of a preview, that is the preview. */
    Place place(Resource resource, @Nullable DeploymentId decidedOn) {
        return places.of(resource, decidedOn);
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

    /** The facts of a place; reads the slot first. */
    ResourceFacts of(Place place, Seen seen) {
        var resource = place.resource();
        var slot = slots.get(place.slot());
        var holder = slot.heldBy();
        return FactsOf.resource(
                resource,
                environment(resource),
                servers.get(resource.serverId()),
                slot,
                place.preview(),
                holder == null ? null : deployments.get(holder),
                seen.reachable());
    }

    /** The facts of an attempt, without candidates. */
    RecoveryFacts of(Subject subject, Seen seen) {
        var attempt = subject.attempt();
        return new RecoveryFacts(
                FactsOf.attempt(
                        attempt,
                        environment(subject.place().resource()),
                        sighting(attempt.attempt().reusable(), seen)),
                of(subject.place(), seen),
                List.of(),
                0);
    }

    /** The facts of one candidate for this place. */
    CandidateFacts of(Deployment candidate, Place place, Seen seen) {
        var slot = slots.get(place.slot());
        return FactsOf.candidate(
                candidate,
                candidate instanceof Deployment.Ended ended
                        ? ended.finishedAt()
                        : candidate.attempt().lastProgressAt(),
                place.resource(),
                environment(place.resource()),
                place.slot(),
                slot,
                serving(slot),
                sighting(candidate.attempt().artifact(), seen));
    }

    /** Whether it took place in a preview of which nothing is left. */
    public boolean previewIsCleaned(Deployment attempt) {
        return places.of(attempt.attempt().request()).preview() instanceof Preview.Cleaned;
    }

    /**
     * What keeps a past success from being rolled back to; no host is asked.
     *
     * @param now what its host has just shown of its artifact; where it was not asked, what was observed last counts
     */
    public List<String> blockers(Deployment.Succeeded success, Optional<Observation> now) {
        var place = places.of(success.attempt().request());
        var artifact = success.attempt().artifact();
        var seen = artifact == null
                ? Seen.NOTHING
                : new Seen(
                        true,
                        Map.of(
                                artifact.imageId(),
                                now.orElseGet(() -> recorded(artifact).observed())));
        return RecoveryPolicy.candidate(of(success, place, seen), of(place, seen))
                .blockers();
    }

    private ArtifactSighting recorded(Artifact artifact) {
        return sightings.find(artifact.id()).orElse(ArtifactSighting.NEVER);
    }

    private @Nullable Deployment serving(RuntimeSlot slot) {
        DeploymentId serving = slot.serving();
        return serving == null ? null : deployments.find(serving).orElse(null);
    }

    private ArtifactSighting sighting(@Nullable Artifact artifact, Seen seen) {
        return artifact == null ? ArtifactSighting.NEVER : recorded(artifact).seenAs(seen.of(artifact));
    }
}

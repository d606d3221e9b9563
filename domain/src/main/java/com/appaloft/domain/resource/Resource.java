package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployable unit: where it belongs and its current profile.
 *
 * @param link what is known of the source that the profile names
 */
public record Resource(
        ResourceId id,
        ProjectId projectId,
        EnvironmentId environmentId,
        ServerId serverId,
        DestinationId destinationId,
        String name,
        Profile profile,
        SourceLink link) {

    public SlotId slot() {
        return SlotId.of(id, environmentId, serverId);
    }

    public Decision<ResourceEvent> configure(RuntimeSpec runtime, NetworkSpec network, HealthSpec health, Instant at) {
        var next = profile.changed(runtime, network, health);
        return ProfileRules.violation(next)
                .<Decision<ResourceEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.accept(new ResourceEvent.ProfileChanged(id, next, at)));
    }

    /**
     * Points the resource at another source (mission page: "Relink changes what later deployments read as source"), or says that
     * what is at the same place now is meant ("invalid local source fingerprints").
     *
     * @param believed the current source as the caller believes it is; a wrong belief changes nothing
     */
    public Decision<ResourceEvent> relink(
            Source believed, Source target, EnvironmentId believedEnvironment, Instant at) {
        if (!believedEnvironment.equals(environmentId)) {
            return Decision.refuse(Problem.of(
                    ProblemCode.SOURCE_RELINK_CONFLICT,
                    "The resource belongs to environment " + environmentId + ", not " + believedEnvironment
                            + "; read the resource again before relinking."));
        }
        if (profile.source().equals(target) && drift().otherProject() == null) {
            return Decision.accept();
        }
        if (!profile.source().samePlace(believed)) {
            return Decision.refuse(Problem.of(
                    ProblemCode.SOURCE_RELINK_CONFLICT,
                    "The current source is " + profile.source().summary() + ", not " + believed.summary()
                            + "; read the resource again before relinking."));
        }
        var next = profile.withSource(target);
        return ProfileRules.violation(next)
                .<Decision<ResourceEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.accept(new ResourceEvent.SourceRelinked(id, profile.source(), next, at)));
    }

    /** How far the source has gone from the profile without anybody having accepted it, as last observed. */
    public Drift drift() {
        return link.drift(profile);
    }

    /** Notes what was seen of the source; what changes nothing is not recorded. */
    public Decision<ResourceEvent> observe(SourceSighting sighting, Instant at) {
        return link.shows(sighting)
                ? Decision.accept()
                : Decision.accept(new ResourceEvent.SourceObserved(id, sighting, at));
    }

    /** Takes over what the source declares, and that it is this project's; does nothing where it is already so. */
    public Decision<ResourceEvent> acceptSource(SourceSighting sighting, Instant at) {
        var wanted = sighting.declaration().over(profile);
        var next =
                wanted.equals(profile) ? profile : profile.changed(wanted.runtime(), wanted.network(), wanted.health());
        if (next.equals(profile) && link.holds(sighting)) {
            return Decision.accept();
        }
        return ProfileRules.violation(next)
                .<Decision<ResourceEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.accept(new ResourceEvent.SourceDeclarationAccepted(id, sighting, next, at)));
    }

    public static Resource evolve(@Nullable Resource state, ResourceEvent event) {
        return switch (event) {
            case ResourceEvent.Created e ->
                new Resource(
                        e.resourceId(),
                        e.projectId(),
                        e.environmentId(),
                        e.serverId(),
                        e.destinationId(),
                        e.name(),
                        e.profile(),
                        SourceLink.FRESH);
            case ResourceEvent.ProfileChanged e -> existing(state).with(e.profile(), existing(state).link);
            case ResourceEvent.SourceObserved e ->
                existing(state)
                        .with(existing(state).profile, existing(state).link.saw(e.sighting()));
            case ResourceEvent.SourceDeclarationAccepted e ->
                existing(state).with(e.profile(), existing(state).link.accept(e.sighting()));
            case ResourceEvent.SourceRelinked e -> existing(state).with(e.profile(), SourceLink.FRESH);
        };
    }

    private Resource with(Profile next, SourceLink linked) {
        return new Resource(id, projectId, environmentId, serverId, destinationId, name, next, linked);
    }

    private static Resource existing(@Nullable Resource state) {
        if (state == null) {
            throw new IllegalStateException("a resource's history starts with its creation");
        }
        return state;
    }
}

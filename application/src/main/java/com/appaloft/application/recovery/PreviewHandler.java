package com.appaloft.application.recovery;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Previews;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.preview.PreviewRules;
import com.appaloft.domain.recovery.Recovery;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.Source;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deploys previews: beside what the resource runs itself, in a slot of their own. */
@Component
public class PreviewHandler {
    /**
     * A preview as somebody wants it deployed; what is absent stays as it was.
     *
     * @param source instead of the resource's own
     * @param ttlSeconds how long after its last deployment it is cleaned up by itself
     */
    public record Wanted(
            ResourceId resource,
            PreviewName name,
            @Nullable Source source,
            @Nullable Integer ttlSeconds) {}

    private final OncePerKey once;
    private final FactsFromStreams facts;
    private final Previews previews;
    private final Admission admission;
    private final Clock clock;

    PreviewHandler(OncePerKey once, FactsFromStreams facts, Previews previews, Admission admission, Clock clock) {
        this.once = once;
        this.facts = facts;
        this.previews = previews;
        this.admission = admission;
        this.clock = clock;
    }

    /** Creates the preview or brings it up to date, by a new attempt in its own slot; returns that attempt. */
    public DeploymentId deploy(Wanted wanted, @Nullable RequestKey key) {
        return new DeploymentId(once.accept(
                key, () -> Seen.NOTHING, seen -> admitted(wanted, seen).value()));
    }

    private DeploymentId admitted(Wanted wanted, Seen seen) {
        var resource = facts.resource(wanted.resource());
        var now = previews.find(wanted.name().of(wanted.resource())).orElse(null);
        if (now instanceof Preview.Cleaning) {
            refuseIf(Recovery.redeployRefusal(facts.of(new Place(resource, now), seen)));
        }
        var events = existing(wanted, now);
        var next = folded(now, events);
        refuseIf(ProfileRules.violation(next.profile(resource.profile())));
        refuseIf(Recovery.redeployRefusal(facts.of(new Place(resource, next), seen)));
        previews.append(next.id(), events);
        return admit(resource, next);
    }

    private List<PreviewEvent> existing(Wanted wanted, @Nullable Preview now) {
        return PreviewRules.exist(
                        now, wanted.resource(), wanted.name(), wanted.source(), wanted.ttlSeconds(), clock.instant())
                .orThrow();
    }

    private static Preview folded(@Nullable Preview now, List<PreviewEvent> events) {
        var state = now;
        for (var event : events) {
            state = Preview.evolve(state, event);
        }
        if (state == null) {
            throw new IllegalStateException("a preview that is to exist has a history");
        }
        return state;
    }

    private DeploymentId admit(Resource resource, Preview preview) {
        var environment = facts.environment(resource);
        return admission.admit(
                resource,
                (id, at) -> NewAttempt.ofPreview(id, preview, resource, environment, new Trigger.Preview(), at));
    }

    private static void refuseIf(Optional<Problem> problem) {
        problem.ifPresent(p -> {
            throw p.asRefusal();
        });
    }
}

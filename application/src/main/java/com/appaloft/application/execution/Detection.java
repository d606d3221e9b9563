package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.SourceDeclarations;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Drift;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.source.ResolvedSource;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Detect: resolves the source and looks whether it still is, and declares, what the profile says. */
@Component
class Detection {
    private final SourceDetection sources;
    private final SourceDeclarations declarations;
    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final Clock clock;

    Detection(
            SourceDetection sources,
            SourceDeclarations declarations,
            UnitOfWork unitOfWork,
            Resources resources,
            Clock clock) {
        this.sources = sources;
        this.declarations = declarations;
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.clock = clock;
    }

    ResolvedSource detect(Carried attempt) {
        boolean frozen = attempt.deployment().attempt().snapshot() != null;
        var source = sources.detect(attempt);
        if (!frozen) {
            mustNotHaveDrifted(attempt, source);
        }
        return source;
    }

    /**
     * A retry runs what was once asked for, whatever the source says now, and a preview is there to see what it says; the
     * observation is made all the same.
     */
    private void mustNotHaveDrifted(Carried attempt, ResolvedSource source) {
        var sighting = declarations.of(attempt.request().intent().profile().source(), source);
        var drift = observe(attempt, sighting);
        if (drift.present() && mustAgree(attempt.request())) {
            throw new BackendFailure(
                    FailureCode.PROFILE_DRIFTED,
                    "The source is not what the profile says: " + drift.summary() + ". Take it over with `appaloft "
                            + "resources configure " + attempt.request().resourceId()
                            + " --from-source`, change the profile, or relink; then redeploy.");
        }
    }

    private static boolean mustAgree(DeploymentEvent.Requested request) {
        return !(request.trigger() instanceof Trigger.Retry) && request.slotId().preview() == null;
    }

    private Drift observe(Carried attempt, SourceSighting sighting) {
        var profile = attempt.request().intent().profile();
        return unitOfWork.perform(() -> {
            var id = attempt.request().resourceId();
            var resource = resources.get(id);
            if (resource.profile().source().equals(profile.source())) {
                resources.append(id, resource.observe(sighting, clock.instant()).orThrow());
            }
            return resources.get(id).link().drift(profile);
        });
    }
}

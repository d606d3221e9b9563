package com.appaloft.application.resource;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a resource's source now, within a time limit: to observe whether it drifted, or to take over what it declares. */
@Component
public class SourceLook {
    /** @param failure why the source could not be read or its declaration not be obeyed, where it could not */
    public record Seen(@Nullable BackendFailure failure) {}

    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final CurrentSource current;
    private final Clock clock;

    SourceLook(UnitOfWork unitOfWork, Resources resources, CurrentSource current, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.current = current;
        this.clock = clock;
    }

    /** Reads it and notes what was seen. */
    public Seen check(ResourceId id) {
        var resource = unitOfWork.perform(() -> resources.get(id));
        try {
            var sighting = current.declares(resource);
            unitOfWork.run(() -> {
                var now = resources.get(id);
                if (sameSource(now, resource)) {
                    resources.append(id, now.observe(sighting, clock.instant()).orThrow());
                }
            });
            return new Seen(null);
        } catch (BackendFailure failure) {
            return new Seen(failure);
        }
    }

    /** Takes over what the source declares now; nothing changes where it is already so. Nothing here deploys. */
    public void accept(ResourceId id) {
        var resource = unitOfWork.perform(() -> resources.get(id));
        SourceSighting sighting;
        try {
            sighting = current.declares(resource);
        } catch (BackendFailure failure) {
            throw Problem.of(
                            ProblemCode.VALIDATION_ERROR,
                            failure.sentence() + " " + failure.code().category().advice())
                    .asRefusal();
        }
        unitOfWork.run(() -> {
            var now = resources.get(id);
            if (!sameSource(now, resource)) {
                throw Problem.of(
                                ProblemCode.SOURCE_RELINK_CONFLICT,
                                "The resource was relinked while its source was read; look at it again.")
                        .asRefusal();
            }
            resources.append(id, now.acceptSource(sighting, clock.instant()).orThrow());
        });
    }

    private static boolean sameSource(Resource one, Resource other) {
        return one.profile().source().equals(other.profile().source());
    }
}

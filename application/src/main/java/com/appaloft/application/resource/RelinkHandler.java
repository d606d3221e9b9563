package com.appaloft.application.resource;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.source.SourceProbes;
import com.appaloft.application.source.SourceProbes.Probe;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.workspace.Environment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Points a resource at another source. Deploys nothing; says whether the new source can be read, and obeys also where it cannot: a
 * source may be moved before it is there.
 */
@Component
public class RelinkHandler {
    /** @param confirm must equal the resource id to the letter */
    public record Relink(Source expected, Source target, EnvironmentId environment, String confirm, boolean dryRun) {}

    /** What a relink did or would do, and whether the new source can be read. */
    public record Relinked(
            Source before, Source after, int profileVersion, boolean changed, boolean dryRun, Probe probe) {}

    private record Place(Resource resource, Server server, Environment environment) {}

    private final OncePerKey once;
    private final UnitOfWork unitOfWork;
    private final Resources resources;
    private final Servers servers;
    private final Environments environments;
    private final SourceProbes probes;
    private final Clock clock;

    RelinkHandler(
            OncePerKey once,
            UnitOfWork unitOfWork,
            Resources resources,
            Servers servers,
            Environments environments,
            SourceProbes probes,
            Clock clock) {
        this.once = once;
        this.unitOfWork = unitOfWork;
        this.resources = resources;
        this.servers = servers;
        this.environments = environments;
        this.probes = probes;
        this.clock = clock;
    }

    /** @param told how the result is remembered for the same request sent again */
    public String relink(ResourceId id, Relink wanted, @Nullable RequestKey key, Function<Relinked, String> told) {
        if (!wanted.confirm().equals(id.value())) {
            throw new Problem(
                            ProblemCode.CONFIRMATION_MISMATCH,
                            "The confirmation must be the resource id to the letter: " + id + ".",
                            "/confirm",
                            List.of())
                    .asRefusal();
        }
        return once.accept(key, () -> look(id, wanted), probe -> told.apply(relink(id, wanted, probe)));
    }

    /** What was there is shown with all that opens it, whatever the caller believed: what a relink drops is to be seen. */
    private Relinked relink(ResourceId id, Relink wanted, Probe probe) {
        var now = resources.get(id);
        var events = decide(now, wanted, clock.instant());
        if (!wanted.dryRun()) {
            resources.append(id, events);
        }
        int version = now.profile().version() + (events.isEmpty() || wanted.dryRun() ? 0 : 1);
        return new Relinked(
                now.profile().source(), wanted.target(), version, !events.isEmpty(), wanted.dryRun(), probe);
    }

    /** Nobody is asked for a source that would be refused anyway; nothing is locked while somebody is asked. */
    private Probe look(ResourceId id, Relink wanted) {
        var place = unitOfWork.perform(() -> {
            var resource = resources.get(id);
            decide(resource, wanted, clock.instant());
            return new Place(resource, servers.get(resource.serverId()), environments.get(resource.environmentId()));
        });
        var profile = place.resource().profile().withSource(wanted.target());
        return probes.probe(place.server(), profile, place.environment());
    }

    private static List<ResourceEvent> decide(Resource now, Relink wanted, Instant at) {
        return now.relink(wanted.expected(), wanted.target(), wanted.environment(), at)
                .orThrow();
    }
}

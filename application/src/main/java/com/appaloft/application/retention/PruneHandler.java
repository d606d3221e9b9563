package com.appaloft.application.retention;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.PastAttempts;
import com.appaloft.application.port.Releases;
import com.appaloft.application.port.Releases.Release;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Tombstones;
import com.appaloft.application.retention.RecordsOf.Gathered;
import com.appaloft.application.retention.RuntimeTraces.Traces;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.retention.PrunePlan;
import com.appaloft.domain.retention.PrunePolicy;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.ResolvedSource;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes archived attempts that nothing needs, all of them in one unit of work; what lies on hosts and disks follows. */
@Component
public class PruneHandler {
    /**
     * What was pruned, or would be.
     *
     * @param plans per resource, in order of their ids
     * @param prunedAt absent for a dry run
     */
    public record Pruning(
            PruneScope scope,
            Map<ResourceId, PrunePlan> plans,
            @Nullable Instant prunedAt) {}

    /** What a prune writes. */
    @Component
    record Grave(
            Tombstones tombstones,
            RuntimeSlots slots,
            Releases releases,
            PastAttempts past,
            ArtifactSightings sightings) {}

    private final OncePerKey once;
    private final RuntimeTraces traces;
    private final RecordsOf records;
    private final Grave grave;
    private final Clock clock;

    PruneHandler(OncePerKey once, RuntimeTraces traces, RecordsOf records, Grave grave, Clock clock) {
        this.once = once;
        this.traces = traces;
        this.records = records;
        this.grave = grave;
        this.clock = clock;
    }

    /** @param told how the result is remembered for the same request sent again */
    public String prune(PruneScope scope, boolean dryRun, @Nullable RequestKey key, Function<Pruning, String> told) {
        scope.refusal(clock.instant()).ifPresent(problem -> {
            throw problem.asRefusal();
        });
        return once.accept(key, () -> look(scope), seen -> told.apply(prune(scope, dryRun, seen)));
    }

    private Pruning prune(PruneScope scope, boolean dryRun, Traces seen) {
        var at = clock.instant();
        if (!dryRun) {
            grave.sightings.inTurn();
        }
        var plans = new TreeMap<ResourceId, PrunePlan>((a, b) -> a.value().compareTo(b.value()));
        for (var resource : grave.past.resourcesWithArchived(scope)) {
            var gathered = records.of(resource, seen, at);
            var plan = PrunePolicy.plan(scope, gathered.records());
            if (plan.matched() > 0) {
                plans.put(resource, plan);
            }
            if (!dryRun && !plan.pruned().isEmpty()) {
                bury(gathered, plan, at);
            }
        }
        return new Pruning(scope, plans, dryRun ? null : at);
    }

    private void bury(Gathered gathered, PrunePlan plan, Instant at) {
        var resource = gathered.resource();
        var pruned = gathered.attempts().stream()
                .map(PastAttempts.Past::deployment)
                .filter(deployment -> plan.pruned().contains(deployment.id()))
                .toList();
        pruned.stream().map(d -> d.attempt().request().slotId()).distinct().forEach(id -> {
            var slot = Objects.requireNonNull(gathered.slots().get(id));
            grave.slots.append(id, slot.reduceHistory(id, resource, at).orThrow());
        });
        for (var attempt : pruned) {
            grave.tombstones.bury(attempt.id(), resource, at);
            release(attempt);
        }
    }

    private void release(Deployment attempt) {
        var server = attempt.attempt().request().serverId();
        attempt.attempt().keepTags().forEach(tag -> grave.releases.add(new Release.KeepTag(server, tag)));
        var snapshot = attempt.attempt().snapshot();
        if (snapshot != null) {
            archive(snapshot.source()).ifPresent(digest -> grave.releases.add(new Release.Archive(digest)));
        }
    }

    private static Optional<String> archive(ResolvedSource source) {
        return switch (source) {
            case ResolvedSource.Files files -> Optional.of(files.archive());
            case ResolvedSource.Site site -> archive(site.content());
            case ResolvedSource.Compose compose -> archive(compose.content());
            case ResolvedSource.Image image -> Optional.empty();
        };
    }

    private Traces look(PruneScope scope) {
        return traces.look(() -> grave.past.resourcesWithArchived(scope).stream()
                .flatMap(resource -> grave.past.of(resource).stream())
                .filter(past -> past.deployment().attempt().archivedAt() != null)
                .map(past -> past.deployment().attempt().request().serverId())
                .toList());
    }
}

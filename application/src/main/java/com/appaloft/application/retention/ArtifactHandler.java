package com.appaloft.application.retention;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.Releases;
import com.appaloft.application.port.Releases.Release;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.application.retention.ArtifactsOf.Judged;
import com.appaloft.application.retention.ArtifactsOf.Judgement;
import com.appaloft.application.retention.RuntimeTraces.Traces;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.retention.KeepReason;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps and lets go of artifacts; what is let go of is recorded first and taken off its server after. */
@Component
public class ArtifactHandler {
    private static final int ALL = Integer.MAX_VALUE;

    /**
     * An artifact, whose it is and why it stays.
     *
     * @param bytes what it takes on its server; absent where the server has it not or was not asked
     * @param missingServices of several images, the services whose image the server does not have
     * @param keptBecause nothing where retention may let go of it
     */
    public record Item(
            Artifact artifact,
            ArtifactSighting sighting,
            @Nullable Long bytes,
            List<String> missingServices,
            List<DeploymentId> deployments,
            List<ResourceId> resources,
            Set<KeepReason> keptBecause) {}

    /** How many attempts of a resource can be rolled back to, as far as is known. */
    public record Recoverability(ResourceId resource, int before, int after) {}

    /** @param prunedAt absent for a dry run */
    public record Pruning(
            int keepSuccessful,
            List<Item> released,
            List<Item> kept,
            List<Recoverability> recoverability,
            @Nullable Instant prunedAt) {}

    /** What letting go writes. */
    @Component
    record Books(
            UnitOfWork work, ArtifactSightings sightings, RuntimeSlots slots, Releases releases, UsedArtifacts used) {}

    private final OncePerKey once;
    private final RuntimeTraces hosts;
    private final ArtifactsOf artifacts;
    private final Books books;
    private final Clock clock;

    ArtifactHandler(OncePerKey once, RuntimeTraces hosts, ArtifactsOf artifacts, Books books, Clock clock) {
        this.once = once;
        this.hosts = hosts;
        this.artifacts = artifacts;
        this.books = books;
        this.clock = clock;
    }

    /** At most {@code limit} and one more, in order of their ids; changes nothing. */
    public <T> T list(UsedArtifacts.Scope scope, @Nullable ArtifactId after, int limit, Function<List<Item>, T> told) {
        var seen = look(() -> books.used.in(scope, true, after, limit + 1));
        return books.work.perform(() -> {
            var wanted = books.used.in(scope, true, after, limit + 1);
            var judgement = artifacts.of(wanted, seen, clock.instant());
            return told.apply(
                    judgement.artifacts().stream().map(j -> item(j, seen)).toList());
        });
    }

    public String prune(
            UsedArtifacts.Scope scope, boolean dryRun, @Nullable RequestKey key, Function<Pruning, String> told) {
        return once.accept(
                key,
                () -> look(() -> books.used.in(scope, false, null, ALL)),
                seen -> told.apply(prune(scope, dryRun, seen)));
    }

    /** @return whether it is pinned now */
    public boolean pin(ArtifactId id, boolean pinned, @Nullable RequestKey key) {
        return Boolean.parseBoolean(once.accept(key, () -> id, ignored -> {
            books.sightings.inTurn();
            var judgement = artifacts.of(List.of(id), Traces.NONE, clock.instant());
            var found = judgement.artifacts().stream()
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("artifact", id.value()).asRefusal());
            var at = clock.instant();
            Decision<ArtifactEvent> decision = pinned
                    ? found.sighting().pin(found.artifact(), at)
                    : found.sighting().unpin(found.artifact(), at);
            books.sightings.append(id, decision.orThrow());
            return Boolean.toString(pinned);
        }));
    }

    private Traces look(Supplier<List<ArtifactId>> wanted) {
        return hosts.look(() -> books.used.serversUsing(wanted.get()));
    }

    private Pruning prune(UsedArtifacts.Scope scope, boolean dryRun, Traces seen) {
        var at = clock.instant();
        if (!dryRun) {
            books.sightings.inTurn();
        }
        var judgement = artifacts.of(books.used.in(scope, false, null, ALL), seen, at);
        var going = judgement.artifacts().stream()
                .filter(judged -> judged.reasons().isEmpty())
                .toList();
        var recoverability = recoverability(judgement, going);
        if (!dryRun) {
            going.forEach(judged -> release(judged, at));
            reduce(judgement, going, at);
        }
        var kept = new ArrayList<>(judgement.artifacts());
        kept.removeAll(going);
        return new Pruning(
                artifacts.keepSuccessful(),
                going.stream().map(j -> item(j, seen)).toList(),
                kept.stream().map(j -> item(j, seen)).toList(),
                recoverability,
                dryRun ? null : at);
    }

    private void release(Judged judged, Instant at) {
        var artifact = judged.artifact();
        books.sightings.append(
                artifact.id(), judged.sighting().release(artifact, at).orThrow());
        judged.uses().stream()
                .map(Deployment::attempt)
                .forEach(use -> use.keepTags()
                        .forEach(tag -> books.releases.add(new Release.KeepTag(artifact.serverId(), tag))));
    }

    /** Who would use one of them meets us on the slot's stream. */
    private void reduce(Judgement judgement, List<Judged> going, Instant at) {
        going.stream()
                .flatMap(judged -> judged.uses().stream())
                .map(use -> use.attempt().request())
                .map(request -> new Place(request.resourceId(), request.slotId()))
                .distinct()
                .forEach(place -> {
                    var slot = books.slots.get(place.slot());
                    books.slots.append(
                            place.slot(),
                            slot.reduceHistory(place.slot(), place.resource(), at)
                                    .orThrow());
                });
    }

    private record Place(ResourceId resource, com.appaloft.domain.shared.SlotId slot) {}

    private static List<Recoverability> recoverability(Judgement judgement, List<Judged> going) {
        var gone = new java.util.HashSet<DeploymentId>();
        going.forEach(judged -> judged.uses().forEach(use -> gone.add(use.id())));
        return judgement.resources().values().stream()
                .map(gathered -> {
                    var candidates = gathered.records().stream()
                            .filter(record -> record.worth().counts())
                            .toList();
                    int after = (int) candidates.stream()
                            .filter(record -> !gone.contains(record.id()))
                            .count();
                    return new Recoverability(gathered.resource(), candidates.size(), after);
                })
                .sorted((a, b) -> a.resource().value().compareTo(b.resource().value()))
                .toList();
    }

    private static Item item(Judged judged, Traces seen) {
        return new Item(
                judged.artifact(),
                judged.sighting(),
                seen.bytes(judged.artifact()),
                seen.missingServices(judged.artifact()),
                judged.uses().stream().map(use -> use.id()).toList(),
                judged.uses().stream()
                        .map(use -> use.attempt().request().resourceId())
                        .distinct()
                        .toList(),
                judged.reasons());
    }
}

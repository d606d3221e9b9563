package com.appaloft.domain.retention;

import static java.util.Comparator.comparing;

import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which archived attempts of a resource may be pruned: the largest set in which nothing is held by itself and nothing that
 * stays refers to what goes. A dry run and the real run ask the same.
 */
public final class PrunePolicy {
    private PrunePolicy() {}

    /** @param attempts all there are of one resource */
    public static PrunePlan plan(PruneScope scope, Collection<AttemptRecord> attempts) {
        var good = lastKnownGood(attempts);
        var matched = attempts.stream()
                .filter(scope::matches)
                .sorted(comparing(a -> a.id().value()))
                .toList();
        var going = matched.stream()
                .filter(a -> a.held().isEmpty() && !good.contains(a.id()))
                .map(AttemptRecord::id)
                .collect(Collectors.toCollection(HashSet::new));
        keepWhatIsReferredTo(going, attempts);
        var referring = referring(attempts, going);
        var guarded = new LinkedHashMap<DeploymentId, Set<PruneGuard>>();
        matched.stream()
                .filter(a -> !going.contains(a.id()))
                .forEach(a -> guarded.put(a.id(), guards(a, good, referring)));
        return new PrunePlan(
                matched.stream().map(AttemptRecord::id).filter(going::contains).toList(),
                guarded,
                candidates(attempts, Set.of()),
                candidates(attempts, going));
    }

    /**
     * Per slot the newest success; and the newest that can surely be rolled back to, with every newer one that perhaps can: so what
     * could recover before still can.
     */
    static Set<DeploymentId> lastKnownGood(Collection<AttemptRecord> attempts) {
        var kept = new HashSet<DeploymentId>();
        successes(attempts).values().forEach(newestFirst -> {
            kept.add(newestFirst.getFirst().id());
            for (var success : newestFirst) {
                if (success.worth().counts()) {
                    kept.add(success.id());
                }
                if (success.worth() == Worth.READY) {
                    break;
                }
            }
        });
        return kept;
    }

    /** The successes of every slot, those that ended last first. */
    static Map<SlotId, List<AttemptRecord>> successes(Collection<AttemptRecord> attempts) {
        Comparator<AttemptRecord> oldestFirst = comparing((AttemptRecord a) -> Objects.requireNonNull(a.finishedAt()))
                .thenComparing(a -> a.id().value());
        return attempts.stream()
                .filter(a -> a.worth().succeeded())
                .sorted(oldestFirst.reversed())
                .collect(Collectors.groupingBy(
                        AttemptRecord::slot, () -> new TreeMap<>(comparing(SlotId::value)), Collectors.toList()));
    }

    /** What stays may refer to more that would have gone. */
    private static void keepWhatIsReferredTo(Set<DeploymentId> going, Collection<AttemptRecord> attempts) {
        var byId = attempts.stream().collect(Collectors.toMap(AttemptRecord::id, Function.identity()));
        var staying = new ArrayDeque<AttemptRecord>();
        attempts.stream().filter(a -> !going.contains(a.id())).forEach(staying::add);
        while (!staying.isEmpty()) {
            references(staying.remove()).values().forEach(to -> {
                if (going.remove(to)) {
                    staying.add(Objects.requireNonNull(byId.get(to)));
                }
            });
        }
    }

    /** How what stays refers to an attempt, for each it refers to. */
    private static Map<DeploymentId, Set<PruneGuard>> referring(
            Collection<AttemptRecord> attempts, Set<DeploymentId> going) {
        var referring = new HashMap<DeploymentId, Set<PruneGuard>>();
        attempts.stream()
                .filter(a -> !going.contains(a.id()))
                .forEach(a -> references(a)
                        .forEach((guard, to) -> referring
                                .computeIfAbsent(to, t -> EnumSet.noneOf(PruneGuard.class))
                                .add(guard)));
        return referring;
    }

    private static Set<PruneGuard> guards(
            AttemptRecord attempt, Set<DeploymentId> good, Map<DeploymentId, Set<PruneGuard>> referring) {
        var guards = EnumSet.noneOf(PruneGuard.class);
        guards.addAll(referring.getOrDefault(attempt.id(), Set.of()));
        guards.addAll(attempt.held());
        if (good.contains(attempt.id())) {
            guards.add(PruneGuard.LAST_KNOWN_GOOD);
        }
        return guards;
    }

    /** What an attempt that stays refers to, and in which way. */
    static Map<PruneGuard, DeploymentId> references(AttemptRecord attempt) {
        var to = new EnumMap<PruneGuard, DeploymentId>(PruneGuard.class);
        switch (attempt.trigger()) {
            case Trigger.Retry retry -> {
                to.put(PruneGuard.REFERENCED_BY_RETRY, retry.of());
                putIfAny(to, PruneGuard.REFERENCED_AS_ROLLBACK_CANDIDATE, retry.to());
            }
            case Trigger.Rollback rollback -> {
                to.put(PruneGuard.REFERENCED_BY_ROLLBACK, rollback.of());
                to.put(PruneGuard.REFERENCED_AS_ROLLBACK_CANDIDATE, rollback.to());
            }
            case Trigger.Redeploy redeploy -> putIfAny(to, PruneGuard.REFERENCED_AS_SOURCE, redeploy.from());
            case Trigger.ForceRedeploy redeploy -> putIfAny(to, PruneGuard.REFERENCED_AS_SOURCE, redeploy.from());
            case Trigger.Create create -> {}
            case Trigger.Preview preview -> {}
        }
        putIfAny(to, PruneGuard.REFERENCED_BY_SUPERSEDE, attempt.supersededBy());
        return to;
    }

    private static void putIfAny(
            Map<PruneGuard, DeploymentId> to, PruneGuard guard, @Nullable DeploymentId deployment) {
        if (deployment != null) {
            to.put(guard, deployment);
        }
    }

    private static int candidates(Collection<AttemptRecord> attempts, Set<DeploymentId> going) {
        return (int) attempts.stream()
                .filter(a -> a.worth().counts() && !going.contains(a.id()))
                .count();
    }
}

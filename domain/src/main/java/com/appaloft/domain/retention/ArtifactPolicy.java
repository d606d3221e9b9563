package com.appaloft.domain.retention;

import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which artifacts stay: one stays as long as any attempt that would use it has a reason, whichever resource the attempt is
 * of. A dry run, the real run and the list ask the same.
 *
 * @param keepSuccessful how many successes of each slot are kept
 */
public record ArtifactPolicy(int keepSuccessful) {
    public static final int DEFAULT_SUCCESSES = 5;

    public ArtifactPolicy {
        if (keepSuccessful < 1) {
            throw new IllegalArgumentException("at least the last success of each resource is kept");
        }
    }

    /**
     * The reasons of every artifact that is used at all; one without any may go.
     *
     * @param attempts all there are of every resource concerned
     * @param artifacts what each attempt runs or would run
     */
    public Map<ArtifactId, Set<KeepReason>> judge(
            Collection<AttemptRecord> attempts, Map<DeploymentId, ArtifactId> artifacts) {
        var retained = retained(attempts);
        var good = PrunePolicy.lastKnownGood(attempts);
        var newest = newest(attempts);
        var judged = new HashMap<ArtifactId, Set<KeepReason>>();
        for (var attempt : attempts) {
            var artifact = artifacts.get(attempt.id());
            if (artifact != null) {
                var reasons = judged.computeIfAbsent(artifact, a -> EnumSet.noneOf(KeepReason.class));
                reasons.addAll(own(attempt));
                addIf(retained.contains(attempt.id()), reasons, KeepReason.RETAINED_BY_POLICY);
                addIf(good.contains(attempt.id()), reasons, KeepReason.LAST_KNOWN_GOOD);
                addIf(newest.contains(attempt.id()), reasons, KeepReason.NEWEST_ATTEMPT);
            }
        }
        return judged;
    }

    private Set<DeploymentId> retained(Collection<AttemptRecord> attempts) {
        return PrunePolicy.successes(attempts).values().stream()
                .flatMap(newestFirst -> newestFirst.stream().limit(keepSuccessful))
                .map(AttemptRecord::id)
                .collect(Collectors.toSet());
    }

    /** Of every slot in use the attempt that ended last: a retry of it may have nothing else to run. */
    private static Set<DeploymentId> newest(Collection<AttemptRecord> attempts) {
        BinaryOperator<AttemptRecord> later = (one, other) -> ended(one).isAfter(ended(other)) ? one : other;
        Map<SlotId, AttemptRecord> last = attempts.stream()
                .filter(attempt -> attempt.finishedAt() != null && attempt.worth() != Worth.OVER)
                .collect(Collectors.toMap(AttemptRecord::slot, Function.identity(), later));
        var ids = new HashSet<DeploymentId>();
        attempts.stream()
                .filter(a -> a.finishedAt() != null && a.worth() != Worth.OVER && last.containsKey(a.slot()))
                .filter(a -> ended(a).equals(ended(last.getOrDefault(a.slot(), a))))
                .forEach(a -> ids.add(a.id()));
        return ids;
    }

    private static Instant ended(AttemptRecord attempt) {
        var at = attempt.finishedAt();
        return at == null ? Instant.MAX : at;
    }

    private static Set<KeepReason> own(AttemptRecord attempt) {
        var reasons = EnumSet.noneOf(KeepReason.class);
        addIf(attempt.finishedAt() == null, reasons, KeepReason.ATTEMPT_ACTIVE);
        for (var guard : attempt.held()) {
            switch (guard) {
                case ARTIFACT_PINNED -> reasons.add(KeepReason.PINNED);
                case SERVING_NOW -> reasons.add(KeepReason.SERVING_NOW);
                case RUNTIME_LOG_RETAINED -> reasons.add(KeepReason.USED_BY_CONTAINER);
                case RUNTIME_CONTROL_RETAINED ->
                    addIf(
                            !attempt.held().contains(PruneGuard.RUNTIME_LOG_RETAINED),
                            reasons,
                            KeepReason.HOST_NOT_ASKED);
                case PROVIDER_LOG_RETAINED,
                        LAST_KNOWN_GOOD,
                        REFERENCED_AS_SOURCE,
                        REFERENCED_BY_RETRY,
                        REFERENCED_BY_ROLLBACK,
                        REFERENCED_AS_ROLLBACK_CANDIDATE,
                        REFERENCED_BY_SUPERSEDE -> {}
            }
        }
        return reasons;
    }

    private static void addIf(boolean holds, Set<KeepReason> reasons, KeepReason reason) {
        if (holds) {
            reasons.add(reason);
        }
    }
}

package com.appaloft.domain.retention;

import com.appaloft.domain.shared.DeploymentId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a prune does to the attempts of one resource.
 *
 * @param pruned oldest id first
 * @param guarded the matched ones that stay, with every guard
 * @param candidatesBefore how many attempts may be rolled back to as far as is known
 */
public record PrunePlan(
        List<DeploymentId> pruned,
        Map<DeploymentId, Set<PruneGuard>> guarded,
        int candidatesBefore,
        int candidatesAfter) {
    public PrunePlan {
        pruned = List.copyOf(pruned);
        var sorted =
                new TreeMap<DeploymentId, Set<PruneGuard>>((a, b) -> a.value().compareTo(b.value()));
        sorted.putAll(guarded);
        guarded = Collections.unmodifiableMap(sorted);
    }

    public int matched() {
        return pruned.size() + guarded.size();
    }
}

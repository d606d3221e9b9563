package com.appaloft.domain.recovery;

import java.util.List;

/**
 * All that a recovery is judged on; gathered from the read model for readiness and from the streams for a command.
 *
 * @param candidates newest first
 * @param candidateCount how many there are in all
 */
public record RecoveryFacts(
        AttemptFacts attempt, ResourceFacts resource, List<CandidateFacts> candidates, long candidateCount) {
    public RecoveryFacts {
        candidates = List.copyOf(candidates);
    }
}

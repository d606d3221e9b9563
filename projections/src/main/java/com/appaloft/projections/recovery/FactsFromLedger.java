package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.recovery.CandidateFacts;
import com.appaloft.domain.recovery.FactsOf;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States read from the ledger, turned into facts by the same derivation that a command applies to its streams. */
record FactsFromLedger(Surroundings around, StateVersion version, Attempts attempts) {
    /** What an attempt of the resource happens in. */
    record Surroundings(
            Resource resource,
            Environment environment,
            Server server,
            SlotId slotId,
            RuntimeSlot slot,
            @Nullable Preview preview,
            @Nullable Deployment holder,
            @Nullable Deployment serving) {
        ResourceFacts facts(Observations seen) {
            return FactsOf.resource(resource, environment, server, slot, preview, holder, seen.reachable(server.id()));
        }
    }

    /**
     * The attempt in question and those that could be rolled back to.
     *
     * @param count how many candidates there are in all
     * @param recorded what was last observed of their artifacts, where anything was
     */
    record Attempts(
            Deployment subject,
            List<Deployment.Succeeded> candidates,
            long count,
            Map<ArtifactId, ArtifactSighting> recorded) {}

    MarkedFacts marked(Observations seen) {
        var resource = around.facts(seen);
        var attempt = FactsOf.attempt(
                attempts.subject(),
                around.environment(),
                sighting(attempts.subject().attempt().reusable(), seen));
        var candidates =
                attempts.candidates().stream().map(c -> candidate(c, seen)).toList();
        var facts = new RecoveryFacts(attempt, resource, candidates, attempts.count());
        return new MarkedFacts(facts, version.marker(resource.targetReachable()));
    }

    private CandidateFacts candidate(Deployment.Succeeded candidate, Observations seen) {
        return FactsOf.candidate(
                candidate,
                candidate.finishedAt(),
                around.resource(),
                around.environment(),
                around.slotId(),
                around.slot(),
                around.serving(),
                sighting(candidate.attempt().artifact(), seen));
    }

    private ArtifactSighting sighting(@Nullable Artifact artifact, Observations seen) {
        if (artifact == null) {
            return ArtifactSighting.NEVER;
        }
        var recorded = attempts.recorded().getOrDefault(artifact.id(), ArtifactSighting.NEVER);
        return recorded.seenAs(seen.of(artifact, recorded.observed()));
    }
}

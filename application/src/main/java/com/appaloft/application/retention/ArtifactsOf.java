package com.appaloft.application.retention;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.application.retention.RecordsOf.Gathered;
import com.appaloft.application.retention.RuntimeTraces.Traces;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.retention.ArtifactPolicy;
import com.appaloft.domain.retention.AttemptRecord;
import com.appaloft.domain.retention.KeepReason;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Judges artifacts by all the attempts that use them, inside a unit of work. */
@Component
class ArtifactsOf {
    /**
     * An artifact and what is known of it.
     *
     * @param uses the ended and active attempts that run or would run it, by id
     * @param reasons why it stays; none where it may go
     */
    record Judged(Artifact artifact, ArtifactSighting sighting, List<Deployment> uses, Set<KeepReason> reasons) {}

    /** The artifacts asked for, and the resources whose attempts use them. */
    record Judgement(List<Judged> artifacts, Map<ResourceId, Gathered> resources) {}

    private final RecordsOf records;
    private final UsedArtifacts used;
    private final ArtifactSightings sightings;
    private final ArtifactPolicy policy;

    ArtifactsOf(
            RecordsOf records,
            UsedArtifacts used,
            ArtifactSightings sightings,
            @Value("${APPALOFT_KEEP_SUCCESSFUL:" + ArtifactPolicy.DEFAULT_SUCCESSES + "}") int keepSuccessful) {
        this.records = records;
        this.used = used;
        this.sightings = sightings;
        this.policy = new ArtifactPolicy(keepSuccessful);
    }

    int keepSuccessful() {
        return policy.keepSuccessful();
    }

    Judgement of(Collection<ArtifactId> wanted, Traces traces, Instant now) {
        var resources = new HashMap<ResourceId, Gathered>();
        used.resourcesUsing(wanted).forEach(id -> resources.put(id, records.of(id, traces, now)));
        var attempts = new ArrayList<AttemptRecord>();
        var artifacts = new HashMap<DeploymentId, ArtifactId>();
        var known = new HashMap<ArtifactId, Artifact>();
        var uses = new HashMap<ArtifactId, List<Deployment>>();
        for (var gathered : resources.values()) {
            attempts.addAll(gathered.records());
            for (var past : gathered.attempts()) {
                var artifact = past.deployment().attempt().reusable();
                if (artifact != null) {
                    artifacts.put(past.deployment().id(), artifact.id());
                    known.put(artifact.id(), artifact);
                    uses.computeIfAbsent(artifact.id(), a -> new ArrayList<>()).add(past.deployment());
                }
            }
        }
        var reasons = policy.judge(attempts, artifacts);
        var judged = new ArrayList<Judged>();
        var sorted = new TreeSet<ArtifactId>((a, b) -> a.value().compareTo(b.value()));
        sorted.addAll(wanted);
        for (var id : sorted) {
            var artifact = known.get(id);
            if (artifact != null) {
                judged.add(
                        judged(artifact, uses.getOrDefault(id, List.of()), reasons.getOrDefault(id, Set.of()), traces));
            }
        }
        return new Judgement(judged, resources);
    }

    private Judged judged(Artifact artifact, List<Deployment> uses, Set<KeepReason> reasons, Traces traces) {
        var all = new TreeSet<>(reasons);
        if (!traces.answered(artifact.serverId())) {
            all.add(KeepReason.HOST_NOT_ASKED);
        }
        var used = traces.used(artifact.serverId());
        if (used.contains(artifact.imageId())
                || artifact.images().stream().map(Artifact::imageId).anyMatch(used::contains)) {
            all.add(KeepReason.USED_BY_CONTAINER);
        }
        var sighting = sightings.find(artifact.id()).orElse(ArtifactSighting.NEVER);
        if (sighting.pinned()) {
            all.add(KeepReason.PINNED);
        }
        return new Judged(artifact, sighting, uses, all);
    }
}

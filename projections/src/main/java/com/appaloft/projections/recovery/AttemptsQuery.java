package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.artifact.ArtifactQueries;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.recovery.FactsFromLedger.Attempts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the attempt in question and the candidates of a slot, with what was last observed of their artifacts. */
@Component
final class AttemptsQuery {
    private final DeploymentQueries deployments;
    private final ArtifactQueries artifacts;

    AttemptsQuery(DeploymentQueries deployments, ArtifactQueries artifacts) {
        this.deployments = deployments;
        this.artifacts = artifacts;
    }

    Optional<Deployment> find(DeploymentId id) {
        return deployments.find(id).map(DeploymentView::state);
    }

    Attempts of(Deployment subject, SlotId slot, int maxCandidates) {
        var candidates = deployments.candidates(slot, maxCandidates).stream()
                .map(DeploymentView::state)
                .map(Deployment.Succeeded.class::cast)
                .toList();
        var needed = Stream.concat(
                Stream.of(subject.attempt().reusable()),
                candidates.stream().map(c -> c.attempt().artifact()));
        var recorded =
                recorded(needed.flatMap(Stream::ofNullable).map(Artifact::id).toList());
        return new Attempts(subject, candidates, deployments.candidateCount(slot), recorded);
    }

    private Map<ArtifactId, ArtifactSighting> recorded(List<ArtifactId> ids) {
        return artifacts.findAll(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sighting()));
    }
}

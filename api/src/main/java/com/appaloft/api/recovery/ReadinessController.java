package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.application.recovery.Seen;
import com.appaloft.domain.recovery.RecoveryReadiness;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.deployment.DeploymentQueries;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The read-only recovery query. */
@RestController
class ReadinessController {
    private static final int SHOWN = 5;
    private static final Map<String, Boolean> LIVE = Map.of("live", true, "recorded", false);

    private final Readiness readiness;
    private final DeploymentQueries deployments;

    ReadinessController(Readiness readiness, DeploymentQueries deployments) {
        this.readiness = readiness;
        this.deployments = deployments;
    }

    /**
     * What may be done about one attempt, and why.
     *
     * @param maxCandidates how many are shown, 1 to 100; never changes the count or the verdict
     * @param verify {@code live} asks the host now; {@code recorded} uses what was last seen
     */
    @GetMapping("/api/deployments/{id}/recovery-readiness")
    ResponseEntity<ReadinessAnswer> readiness(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable Boolean includeCandidates,
            @RequestParam(required = false) @Nullable Integer maxCandidates,
            @RequestParam(required = false) @Nullable String verify) {
        int shown = Checks.pageSize(maxCandidates, SHOWN);
        boolean live = verify != null && Checks.oneOf(verify, LIVE, "verify");
        var believed = Checks.idIfGiven(resourceId, ResourceId::new, "resourceId");
        var judged = readiness
                .of(Checks.pathId(id, DeploymentId::new, "deployment"), live)
                .orElseThrow(() -> Problem.notFound("deployment", id).asRefusal());
        belongs(judged.readiness(), believed);
        var candidates = Boolean.FALSE.equals(includeCandidates) ? List.<CandidateAnswer>of() : shown(judged, shown);
        return ResponseEntity.ok()
                .eTag("\"" + judged.marker().version() + "\"")
                .body(ReadinessAnswer.of(judged, candidates));
    }

    private List<CandidateAnswer> shown(Readiness.Judged judged, int most) {
        var facts = judged.readiness().facts();
        return judged.readiness().candidates().stream()
                .limit(most)
                .map(candidate -> CandidateAnswer.of(
                        candidate,
                        deployments
                                .find(candidate.facts().id())
                                .map(view -> view.state().attempt().snapshot())
                                .orElse(null),
                        facts.resource().serving(),
                        judged.observedAt(),
                        missing(candidate.facts().artifact(), judged.seen())))
                .toList();
    }

    private static List<String> missing(@Nullable Artifact artifact, Seen seen) {
        return artifact == null ? List.of() : seen.missingServices(artifact);
    }

    private static void belongs(RecoveryReadiness readiness, @Nullable ResourceId believed) {
        var actual = readiness.facts().resource().resourceId();
        if (believed != null && !believed.equals(actual)) {
            throw Problem.of(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "The attempt belongs to resource " + actual + ", not " + believed + ".")
                    .asRefusal();
        }
    }
}

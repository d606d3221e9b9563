package com.appaloft.projections.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.projections.testing.ReadModels;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecoveryReadinessQueriesTest {
    private static final Observations AS_RECORDED = new Observations() {
        @Override
        public boolean reachable(ServerId server) {
            return true;
        }

        @Override
        public Observation of(Artifact artifact, Observation recorded) {
            return recorded;
        }
    };

    private final ReadModels models = new ReadModels();
    private final RecoveryReadinessQueries queries = models.get(RecoveryReadinessQueries.class);
    private final History history = new History(models::project).append(Given.workspace());

    @Test
    void everythingThatHappensAroundAResourceMovesItsMarker() {
        assertThat(queries.marker(Given.RESOURCE, true)).isEqualTo(new StateMarker(1, 2, 1, true, Given.at(3)));
        history.append(Given.succeeded(Given.attempt("a1"), "one", Given.at(100)));
        assertThat(queries.marker(Given.RESOURCE, true)).isEqualTo(new StateMarker(10, 2, 1, true, Given.at(110)));
        var one = Given.artifact("one");
        history.append(List.of(
                new EnvironmentEvent.Locked(Given.ENVIRONMENT, Given.at(90)),
                new ArtifactEvent.ObservedPresent(one.id(), Given.SERVER, one.imageId(), Given.at(120))));
        assertThat(queries.marker(Given.RESOURCE, false)).isEqualTo(new StateMarker(10, 3, 2, false, Given.at(120)));
    }

    @Test
    void theAttemptInQuestionIsItselfACandidateIfItSucceeded() {
        var good = Given.attempt("good");
        var bad = Given.attempt("bad");
        history.append(Given.succeeded(good, "one", Given.at(100))).append(Given.failed(bad, good, Given.at(200)));
        var marked = queries.marked(good, 5, AS_RECORDED).orElseThrow();
        assertThat(marked.facts().candidates()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo(good);
            assertThat(c.observed()).isEqualTo(Observation.UNKNOWN);
            assertThat(c.identicalToServing()).isTrue();
        });
        assertThat(marked.marker()).isEqualTo(queries.marker(Given.RESOURCE, true));
        assertThat(queries.facts(bad, 5, AS_RECORDED).orElseThrow().candidates())
                .hasSize(1);
        assertThat(queries.facts(bad, 5, AS_RECORDED).orElseThrow().attempt().artifact())
                .isNull();
    }

    @Test
    void whatWasSeenOfTheArtifactAFailedRollbackWasToRunIsKnown() {
        var good = Given.attempt("good");
        var back = Given.attempt("back");
        history.append(Given.succeeded(good, "one", Given.at(100)));
        var one = Given.artifact("one");
        var candidate = Objects.requireNonNull(history.deployment(good));
        history.append(NewAttempt.rollback(back, good, candidate, Given.at(200)))
                .append(List.of(
                        new DeploymentEvent.Failed(
                                back,
                                new Failure(Phase.EXECUTE, FailureCode.ARTIFACT_LOST, "It is gone.", null),
                                Given.at(201)),
                        new ArtifactEvent.ObservedMissing(
                                one.id(), Given.SERVER, one.imageId(), false, Given.at(202))));
        var retry = NewAttempt.retry(
                Given.attempt("again"), Objects.requireNonNull(history.deployment(back)), Given.at(300));
        history.append(retry);
        for (var id : List.of(back, Given.attempt("again"))) {
            var attempt = queries.facts(id, 5, AS_RECORDED).orElseThrow().attempt();
            assertThat(attempt.artifact()).isEqualTo(one);
            assertThat(attempt.observed()).isEqualTo(Observation.MISSING);
            assertThat(attempt.rebuildable()).isFalse();
        }
    }

    @Test
    void whatNobodyKnowsHasNoFacts() {
        assertThat(queries.facts(Given.attempt("nobody"), 5, AS_RECORDED)).isEmpty();
        var nothing = new ResourceId("res_none");
        assertThat(queries.resourceFacts(nothing, AS_RECORDED)).isEmpty();
        assertThat(queries.marker(nothing, true)).isEqualTo(new StateMarker(0, 0, 0, true, Instant.EPOCH));
    }
}

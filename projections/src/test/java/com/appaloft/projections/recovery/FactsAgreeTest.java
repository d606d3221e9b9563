package com.appaloft.projections.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.recovery.FactsOf;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import com.appaloft.projections.artifact.ArtifactQueries;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.preview.PreviewQueries;
import com.appaloft.projections.recovery.Shop.Step;
import com.appaloft.projections.recovery.Shop.Try;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.testing.ReadModels;
import com.appaloft.projections.workspace.EnvironmentQueries;
import com.appaloft.projections.workspace.ServerQueries;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens, the ledger says what the streams say, and it says the same when it is built again. */
class FactsAgreeTest {
    private static final ReadModels MODELS = new ReadModels();

    /** A host that did not answer when last asked, and an engine whose record of every second content is too old. */
    private static final Observations SEEN = new Observations() {
        @Override
        public boolean reachable(ServerId server) {
            return server.equals(Given.SERVER);
        }

        @Override
        public Observation of(Artifact artifact, Observation recorded) {
            return artifact.id().value().hashCode() % 2 == 0 ? recorded : Observation.UNKNOWN;
        }
    };

    private final RecoveryReadinessQueries queries = MODELS.get(RecoveryReadinessQueries.class);

    /** Edge cases are histories of a step or two; what they show is shown by the beginnings of the others. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void streamsAndLedgerGiveTheSameFacts(@ForAll("steps") List<Step> steps) {
        MODELS.clear();
        var shop = new Shop(MODELS::project);
        steps.forEach(shop::take);
        Statistics.label("something can be rolled back to")
                .collect(shop.history.deployments().stream().anyMatch(Deployment.Succeeded.class::isInstance))
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 15));
        Statistics.label("an attempt's configuration is gone in part")
                .collect(shop.history.deployments().stream()
                        .anyMatch(d -> !FactsOf.complete(d, shop.history.environment(Given.ENVIRONMENT))))
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 3));
        Statistics.label("a preview was deployed")
                .collect(shop.history.previews().stream()
                        .anyMatch(p -> p.life().attempts().size() > 0))
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 15));
        Statistics.label("an attempt was pruned")
                .collect(shop.history.log().stream().anyMatch(r -> r.event() instanceof RetentionEvent.Pruned))
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 1));
        statesAgree(shop);
        factsAgree(shop);
        rebuiltEqualsLive(shop);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var often = Arbitraries.frequency(
                Tuple.of(30, Try.GO_ON),
                Tuple.of(6, Try.REDEPLOY),
                Tuple.of(4, Try.ROLLBACK),
                Tuple.of(5, Try.LOOK),
                Tuple.of(2, Try.SECRET),
                Tuple.of(2, Try.DELETE_SECRET_VERSION),
                Tuple.of(6, Try.PREVIEW),
                Tuple.of(1, Try.CLEAN),
                Tuple.of(5, Try.CLEAN_ON),
                Tuple.of(12, Try.ARCHIVE),
                Tuple.of(4, Try.PRUNE),
                Tuple.of(1, Try.LET_GO));
        var what = Arbitraries.frequencyOf(Tuple.of(3, often), Tuple.of(2, Arbitraries.of(Try.class)));
        var later = Arbitraries.of(0L, 0L, 1L, 999L, 60_000L);
        var pick = Arbitraries.integers().between(0, 9999).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(what, pick, later)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private void statesAgree(Shop shop) {
        var history = shop.history;
        var ledger = MODELS.get(DeploymentQueries.class);
        history.deployments()
                .forEach(d ->
                        assertThat(ledger.find(d.id()).orElseThrow().state()).isEqualTo(d));
        for (var preview : history.previews()) {
            var view = MODELS.get(PreviewQueries.class).find(preview.id()).orElseThrow();
            assertThat(view.state()).isEqualTo(preview);
            assertThat(view.serving()).isEqualTo(history.slot(preview.slot()).serving());
            assertThat(view.active()).isEqualTo(history.slot(preview.slot()).heldBy());
        }
        for (var id : Shop.RESOURCES) {
            var resource = history.resource(id);
            var view = MODELS.get(ResourceQueries.class).find(id).orElseThrow();
            assertThat(view.resource()).isEqualTo(resource);
            assertThat(view.slot()).isEqualTo(history.slot(resource.slot()));
            assertThat(MODELS.get(ServerQueries.class)
                            .find(resource.serverId())
                            .orElseThrow()
                            .server())
                    .isEqualTo(history.server(resource.serverId()));
        }
        assertThat(MODELS.get(EnvironmentQueries.class)
                        .find(Given.ENVIRONMENT)
                        .orElseThrow()
                        .environment())
                .isEqualTo(history.environment(Given.ENVIRONMENT));
        MODELS.get(ArtifactQueries.class)
                .findAll(history.deployments().stream()
                        .filter(d -> d.attempt().artifact() != null)
                        .map(d -> d.attempt().artifact().id())
                        .toList())
                .forEach((id, view) -> assertThat(view.sighting()).isEqualTo(history.sighting(id)));
    }

    private void factsAgree(Shop shop) {
        var expected = new FactsFromHistory(shop.history, SEEN);
        for (var deployment : shop.history.deployments()) {
            for (int most : new int[] {1, 3, 100}) {
                var marked = queries.marked(deployment.id(), most, SEEN).orElseThrow();
                assertThat(marked.facts()).isEqualTo(expected.of(deployment, most));
                assertThat(marked.marker())
                        .isEqualTo(
                                expected.marker(deployment.attempt().request().resourceId()));
            }
        }
        for (var id : Shop.RESOURCES) {
            assertThat(queries.resourceFacts(id, SEEN)).contains(expected.resource(id));
            assertThat(queries.marker(
                            id, SEEN.reachable(shop.history.resource(id).serverId())))
                    .isEqualTo(expected.marker(id));
        }
    }

    private void rebuiltEqualsLive(Shop shop) {
        var live = MODELS.rows();
        MODELS.rebuild(shop.history.log());
        assertThat(MODELS.rows()).isEqualTo(live);
        MODELS.rebuild(shop.history.log().stream()
                .sorted(Comparator.comparing((RecordedEvent r) -> r.event().streamId()))
                .toList());
        assertThat(MODELS.rows()).as("one stream after the other").isEqualTo(live);
    }
}

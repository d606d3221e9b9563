package com.appaloft.projections.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.deployment.DeploymentQueries.Filter;
import com.appaloft.projections.paging.Page;
import com.appaloft.projections.testing.ReadModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeploymentQueriesTest {
    private static final ReadModels MODELS = new ReadModels();
    private static final DeploymentQueries QUERIES = MODELS.get(DeploymentQueries.class);
    private static final DeploymentId FIRST = Given.attempt("a1");
    private static final DeploymentId SECOND = Given.attempt("a2");
    private static final DeploymentId BROKEN = Given.attempt("a3");
    private static final DeploymentId SAME = Given.attempt("a4");

    @BeforeAll
    static void history() {
        new History(MODELS::project)
                .append(Given.workspace())
                .append(Given.succeeded(FIRST, "one", Given.at(100)))
                .append(Given.succeeded(SECOND, "two", Given.at(200)))
                .append(Given.failed(BROKEN, SECOND, Given.at(300)))
                .append(Given.succeeded(SAME, "one", Given.at(300)));
    }

    @Test
    void oneRowPerAttemptWithTimesAsTheyWere() {
        var row = QUERIES.find(FIRST).orElseThrow();
        assertThat(row.createdAt()).isEqualTo(Given.at(100));
        assertThat(row.startedAt()).isEqualTo(Given.at(101));
        assertThat(row.finishedAt()).isEqualTo(Given.at(110));
        assertThat(row.sequence()).isEqualTo(6);
        assertThat(row.state())
                .isInstanceOfSatisfying(
                        Deployment.Succeeded.class,
                        s -> assertThat(s.accessUrl()).isEqualTo("http://127.0.0.1:18080"));
        assertThat(QUERIES.find(Given.attempt("nobody"))).isEmpty();
    }

    @Test
    void anAttemptIsActiveOnItsServerUntilItEnds() {
        assertThat(QUERIES.activeOn(Given.SERVER)).isEmpty();
        var models = new ReadModels();
        new History(models::project)
                .append(Given.workspace())
                .append(Given.succeeded(FIRST, "one", Given.at(100)))
                .append(List.of(Given.requested(SECOND, new Trigger.Create(), Given.at(200))));
        assertThat(models.get(DeploymentQueries.class).activeOn(Given.SERVER)).containsExactly(SECOND);
        assertThat(models.get(DeploymentQueries.class).activeOn(new ServerId("srv_other")))
                .isEmpty();
    }

    @Test
    void evidenceWithACharacterPostgresCannotKeepIsKeptWithoutIt() {
        var failure = QUERIES.find(BROKEN).orElseThrow().state().failureOrNull();
        assertThat(failure.evidence()).isEqualTo("panic\uFFFD!");
    }

    @Test
    void listsAreNewestFirstAndContinueWhereTheyStopped() {
        assertThat(walk(Filter.ALL, 1)).containsExactly(SAME, BROKEN, SECOND, FIRST);
        assertThat(walk(Filter.ALL, 3)).containsExactly(SAME, BROKEN, SECOND, FIRST);
        assertThat(walk(new Filter(Given.RESOURCE, Status.SUCCEEDED), 2)).containsExactly(SAME, SECOND, FIRST);
        assertThat(walk(new Filter(null, Status.FAILED), 2)).containsExactly(BROKEN);
        assertThat(walk(new Filter(new ResourceId("res_none"), null), 2)).isEmpty();
    }

    @Test
    void aCursorThatIsNoneOfOursIsRefused() {
        for (var cursor : List.of("", "%%%", "bm90aGluZw", "MjAyNi0wMS0wMXxkZXBfYQ")) {
            assertThatThrownBy(() -> QUERIES.page(Filter.ALL, 10, cursor))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            r -> assertThat(r.problem().pointer()).isEqualTo("/cursor"));
        }
    }

    @Test
    void candidatesAreThoseThatFinishedLastAndTheCountIsOfAll() {
        assertThat(QUERIES.candidates(Given.SLOT, 2).stream().map(DeploymentView::id))
                .containsExactly(SAME, SECOND);
        assertThat(QUERIES.candidateCount(Given.SLOT)).isEqualTo(3);
    }

    @Test
    void artifactsOfAServerAreWalkedEachOnce() {
        var all = QUERIES.artifactsOn(Given.SERVER, null, 10);
        assertThat(all)
                .extracting(Artifact::imageId)
                .containsExactlyInAnyOrder(
                        Given.artifact("one").imageId(), Given.artifact("two").imageId());
        assertThat(QUERIES.artifactsOn(Given.SERVER, null, 1)).containsExactly(all.getFirst());
        assertThat(QUERIES.artifactsOn(Given.SERVER, all.getFirst().id(), 10)).containsExactly(all.getLast());
        assertThat(QUERIES.artifactsOn(Given.SERVER, all.getLast().id(), 10)).isEmpty();
    }

    private static List<DeploymentId> walk(Filter filter, int limit) {
        var ids = new ArrayList<DeploymentId>();
        Page<DeploymentView> page = QUERIES.page(filter, limit, null);
        while (true) {
            page.items().forEach(v -> ids.add(v.id()));
            if (page.nextCursor() == null) {
                return ids;
            }
            page = QUERIES.page(filter, limit, page.nextCursor());
        }
    }
}

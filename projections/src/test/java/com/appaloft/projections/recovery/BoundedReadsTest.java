package com.appaloft.projections.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentQueries.Filter;
import com.appaloft.projections.resource.ResourceQueries;
import com.appaloft.projections.testing.PlanRecorder.Plan;
import com.appaloft.projections.testing.ReadModels;
import com.appaloft.projections.timeline.TimelineQueries;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With 100,000 attempts behind it, every query reads as many rows as with ten; the plans of PostgreSQL are the witness. */
class BoundedReadsTest {
    private static final int ATTEMPTS = 100_000;
    private static final ReadModels MODELS = new ReadModels();
    private static final DeploymentId GOOD = Given.attempt("good");
    private static final DeploymentId BAD = Given.attempt("bad");
    private static final List<String> GROWING =
            List.of("attempt_ledger", "deployment_timeline", "attempt_scope", "artifact_view");
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

    /** What PostgreSQL believes of the tables when it plans. */
    enum Statistics {
        FRESH,
        NONE;

        void arrange() {
            var tables = GROWING.stream().map(t -> "'" + t + "'::regclass").collect(Collectors.joining(", "));
            MODELS.jdbc()
                    .sql(this == FRESH ? "analyze" : "delete from pg_statistic where starelid in (" + tables + ")")
                    .update();
        }
    }

    private final DeploymentQueries deployments = MODELS.get(DeploymentQueries.class);

    @BeforeAll
    static void aLongHistory() {
        GROWING.forEach(table -> MODELS.jdbc()
                .sql("alter table " + table + " set (autovacuum_enabled = false)")
                .update());
        var one = Given.artifact("one");
        new History(MODELS::project)
                .append(Given.workspace())
                .append(Given.succeeded(GOOD, "one", Given.at(100)))
                .append(Given.failed(BAD, GOOD, Given.at(200)))
                .append(List.of(
                        new ArtifactEvent.ObservedPresent(one.id(), Given.SERVER, one.imageId(), Given.at(210))));
        copy("artifact_view", "artifact_id = '" + one.id() + "'");
        copy("attempt_scope", "deployment_id = 'dep_good'");
        copy("attempt_ledger", "deployment_id = 'dep_good'");
        copy("deployment_timeline", "deployment_id = 'dep_good' and sequence = 0");
        MODELS.jdbc()
                .sql("update candidate_count set count = count + " + ATTEMPTS)
                .update();
    }

    @ParameterizedTest
    @EnumSource
    void readinessReadsABoundedNumberOfRows(Statistics known) {
        known.arrange();
        var queries = MODELS.get(RecoveryReadinessQueries.class);
        System.out.printf(
                "readiness behind %,d attempts reads %d rows for 5 candidates, %d for 100%n",
                ATTEMPTS,
                assertBounded(() -> queries.marked(BAD, 5, AS_RECORDED), 30),
                assertBounded(() -> queries.marked(GOOD, 100, AS_RECORDED), 150));
        var facts = queries.facts(BAD, 5, AS_RECORDED).orElseThrow();
        assertThat(facts.candidates()).hasSize(5);
        assertThat(facts.candidateCount()).isEqualTo(ATTEMPTS + 1);
    }

    @ParameterizedTest
    @EnumSource
    void listsReadABoundedNumberOfRows(Statistics known) {
        known.arrange();
        for (var filter : List.of(
                Filter.ALL,
                new Filter(Given.RESOURCE, null),
                new Filter(null, Status.FAILED),
                new Filter(Given.RESOURCE, Status.FAILED),
                new Filter(Given.RESOURCE, Status.SUCCEEDED))) {
            assertBounded(() -> deployments.page(filter, 20, null), 25);
        }
        var middle = deployments.page(Filter.ALL, 50, null).nextCursor();
        assertBounded(() -> deployments.page(Filter.ALL, 20, middle), 25);
        assertBounded(() -> deployments.page(new Filter(Given.RESOURCE, Status.SUCCEEDED), 20, middle), 25);
        assertBounded(() -> MODELS.get(ResourceQueries.class).page(ResourceQueries.Filter.ALL, 20, null), 10);
        assertBounded(() -> MODELS.get(TimelineQueries.class).page(GOOD, 2, 20), 25);
    }

    @ParameterizedTest
    @EnumSource
    void aHundredThousandAttemptsWithOneArtifactAreOneArtifact(Statistics known) {
        known.arrange();
        assertThat(deployments.artifactsOn(Given.SERVER, null, 10)).hasSize(1);
        assertBounded(() -> deployments.artifactsOn(Given.SERVER, null, 10), 10);
    }

    private static long assertBounded(Supplier<?> query, long most) {
        var plans = MODELS.plans().during(query);
        assertThat(plans).isNotEmpty();
        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.sequentialScans())
                        .as(plan.sql() + plan.root().toPrettyString())
                        .doesNotContainAnyElementsOf(GROWING));
        assertThat(rowsRead(plans, true)).as(plans.toString()).isBetween(1L, most);
        assertThat(rowsRead(plans, false)).as(plans.toString()).isBetween(1L, most);
        return Math.max(rowsRead(plans, true), rowsRead(plans, false));
    }

    private static long rowsRead(List<Plan> plans, boolean generic) {
        return plans.stream()
                .filter(plan -> plan.generic() == generic)
                .mapToLong(Plan::rowsRead)
                .sum();
    }

    /** Repeats a row under other ids, each a second later than the one before. */
    private static void copy(String table, String where) {
        var columns =
                MODELS.jdbc().sql("""
                        select column_name from information_schema.columns
                        where table_name = :table and is_generated = 'NEVER' order by ordinal_position
                        """).param("table", table).query(String.class).list();
        var values = columns.stream().map(column -> value(table, column)).toList();
        MODELS.jdbc()
                .sql("insert into %s (%s) select %s from %s, generate_series(1, %d) n where %s"
                        .formatted(
                                table, String.join(", ", columns), String.join(", ", values), table, ATTEMPTS, where))
                .update();
    }

    private static String value(String table, String column) {
        return switch (column) {
            case "deployment_id" -> "'dep_copy' || n";
            case "artifact_id" -> table.equals("artifact_view") ? "'art_copy' || n" : column;
            case "created_at", "started_at", "finished_at", "last_progress_at", "at" ->
                column + " + n * interval '1 s'";
            default -> column;
        };
    }
}

package com.appaloft.projections.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.testing.ReadModels;
import org.junit.jupiter.api.Test;

class TimelineQueriesTest {
    private final ReadModels models = new ReadModels();
    private final TimelineQueries queries = models.get(TimelineQueries.class);

    @Test
    void everyEventIsALineThatSaysWhatHappened() {
        var good = Given.attempt("good");
        var bad = Given.attempt("bad");
        new History(models::project)
                .append(Given.succeeded(good, "one", Given.at(10)))
                .append(Given.failed(bad, good, Given.at(50)));

        var lines = queries.page(good, -1, 100);
        assertThat(lines).extracting(TimelineEntry::sequence).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(lines.get(3).event()).isEqualTo("deployment.phase-finished");
        assertThat(lines.get(3).phase()).isEqualTo("plan");
        assertThat(lines.get(3).outcome()).isEqualTo("completed");
        assertThat(lines.get(3).durationMs()).isEqualTo(2000);
        assertThat(lines.get(3).summary()).isEqualTo("Plan completed after 2000 ms.");
        assertThat(lines.getLast().at()).isEqualTo(Given.at(20));
        assertThat(lines.getLast().detail()).containsEntry("accessUrl", "http://127.0.0.1:18080");

        var end = queries.page(bad, -1, 100).getLast();
        assertThat(end.phase()).isEqualTo("verify");
        assertThat(end.outcome()).isEqualTo("failed");
        assertThat(end.detail())
                .containsEntry("code", "container-exited")
                .containsEntry("category", "health-check-failed");
    }

    @Test
    void aPageContinuesBehindTheLastLineSeen() {
        var id = Given.attempt("good");
        new History(models::project).append(Given.succeeded(id, "one", Given.at(10)));
        assertThat(queries.page(id, 1, 2)).extracting(TimelineEntry::sequence).containsExactly(2L, 3L);
        assertThat(queries.page(id, 6, 2)).isEmpty();
        assertThat(queries.page(Given.attempt("nobody"), -1, 2)).isEmpty();
    }
}

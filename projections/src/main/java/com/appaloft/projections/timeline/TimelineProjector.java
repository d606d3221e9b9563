package com.appaloft.projections.timeline;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes one line for every event of an attempt. */
@Component
final class TimelineProjector implements Projector {
    private final JdbcClient jdbc;

    TimelineProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof DeploymentEvent event) {
            write(event, recorded.sequence());
        }
        if (recorded.event() instanceof RetentionEvent.Pruned pruned) {
            jdbc.sql("delete from deployment_timeline where deployment_id = :id")
                    .param("id", pruned.deploymentId().value())
                    .update();
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from deployment_timeline").update();
    }

    private void write(DeploymentEvent event, long sequence) {
        var line = Line.about(event);
        jdbc.sql("""
                insert into deployment_timeline
                    (deployment_id, sequence, at, event, phase, outcome, duration_ms, summary, detail)
                values (:id, :sequence, :at, :event, :phase, :outcome, :duration, :summary, :detail::json)
                """)
                .param("id", event.deploymentId().value())
                .param("sequence", sequence)
                .param("at", Columns.time(event.at()))
                .param("event", event.getClass().getAnnotation(Recorded.class).as())
                .param("phase", line.phase())
                .param("outcome", line.outcome())
                .param("duration", line.durationMs())
                .param("summary", Columns.text(line.summary()))
                .param("detail", StoredJson.write(line.detail()))
                .update();
    }
}

package com.appaloft.projections.history;

import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes one line for every event of a resource. */
@Component
final class ResourceHistoryProjector implements Projector {
    private record Line(Profile profile, String summary) {}

    private final JdbcClient jdbc;

    ResourceHistoryProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof ResourceEvent event) {
            write(event, line(event), recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from resource_history").update();
    }

    private static Line line(ResourceEvent event) {
        return switch (event) {
            case ResourceEvent.Created e ->
                new Line(e.profile(), "Created, reading " + e.profile().source().summary() + ".");
            case ResourceEvent.ProfileChanged e -> new Line(e.profile(), "Configured.");
            case ResourceEvent.SourceRelinked e ->
                new Line(
                        e.profile(),
                        "Relinked from " + e.from().summary() + " to "
                                + e.profile().source().summary() + ".");
        };
    }

    private void write(ResourceEvent event, Line line, long sequence) {
        jdbc.sql("""
                insert into resource_history (resource_id, sequence, at, event, profile_version, summary)
                values (:id, :sequence, :at, :event, :version, :summary)
                """)
                .param("id", event.resourceId().value())
                .param("sequence", sequence)
                .param("at", Columns.time(event.at()))
                .param("event", event.getClass().getAnnotation(Recorded.class).as())
                .param("version", line.profile().version())
                .param("summary", Columns.text(line.summary()))
                .update();
    }
}

package com.appaloft.projections.history;

import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.sql.Columns;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes one line for every event of a resource. */
@Component
final class ResourceHistoryProjector implements Projector {
    /** @param profile null where the event made no new version */
    private record Line(@Nullable Profile profile, String summary) {}

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
            case ResourceEvent.SourceObserved e -> new Line(null, "Saw the source differ from what was seen before.");
            case ResourceEvent.SourceDeclarationAccepted e ->
                new Line(e.profile(), "Took over what the source declares.");
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
                values (:id, :sequence, :at, :event,
                        coalesce(:version, (select max(profile_version) from resource_history where resource_id = :id)),
                        :summary)
                """)
                .param("id", event.resourceId().value())
                .param("sequence", sequence)
                .param("at", Columns.time(event.at()))
                .param("event", event.getClass().getAnnotation(Recorded.class).as())
                .param("version", line.profile() == null ? null : line.profile().version(), Types.INTEGER)
                .param("summary", Columns.text(line.summary()))
                .update();
    }
}

package com.appaloft.projections.artifact;

import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what was last observed of every artifact; each observation replaces the one before. */
@Component
final class ArtifactProjector implements Projector {
    private final JdbcClient jdbc;

    ArtifactProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        switch (recorded.event()) {
            case ArtifactEvent.ObservedPresent e -> write(e, e.imageId(), recorded.sequence());
            case ArtifactEvent.ObservedMissing e -> write(e, e.imageId(), recorded.sequence());
            default -> {}
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from artifact_view").update();
    }

    private void write(ArtifactEvent event, String imageId, long sequence) {
        var observed = ArtifactSighting.NEVER.evolve(event).observed();
        jdbc.sql("""
                insert into artifact_view (artifact_id, server_id, image_id, observed, since, sequence)
                values (:id, :server, :image, :observed, :since, :sequence)
                on conflict (artifact_id) do update set observed = excluded.observed, since = excluded.since,
                    sequence = excluded.sequence
                """)
                .param("id", event.artifactId().value())
                .param("server", event.serverId().value())
                .param("image", imageId)
                .param("observed", ArtifactView.column(observed))
                .param("since", Columns.time(event.at()))
                .param("sequence", sequence)
                .update();
    }
}

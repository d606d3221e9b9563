package com.appaloft.projections.artifact;

import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what was last observed of every artifact and whether it is pinned or released. */
@Component
final class ArtifactProjector implements Projector {
    private final JdbcClient jdbc;

    ArtifactProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof ArtifactEvent event) {
            write(event, current(event).evolve(event), recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from artifact_view").update();
    }

    private ArtifactSighting current(ArtifactEvent event) {
        return jdbc.sql("select * from artifact_view where artifact_id = :id")
                .param("id", event.artifactId().value())
                .query(ArtifactView::of)
                .optional()
                .map(ArtifactView::sighting)
                .orElse(ArtifactSighting.NEVER);
    }

    private void write(ArtifactEvent event, ArtifactSighting sighting, long sequence) {
        jdbc.sql("""
                insert into artifact_view (artifact_id, server_id, image_id, observed, since, pinned, released, sequence)
                values (:id, :server, :image, :observed, :since, :pinned, :released, :sequence)
                on conflict (artifact_id) do update set observed = excluded.observed, since = excluded.since,
                    pinned = excluded.pinned, released = excluded.released, sequence = excluded.sequence
                """)
                .param("id", event.artifactId().value())
                .param("server", event.serverId().value())
                .param("image", event.imageId())
                .param("observed", ArtifactView.column(sighting.observed()))
                .param("since", Columns.timeOrNull(sighting.since()))
                .param("pinned", sighting.pinned())
                .param("released", sighting.released())
                .param("sequence", sequence)
                .update();
    }
}

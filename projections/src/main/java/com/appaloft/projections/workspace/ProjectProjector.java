package com.appaloft.projections.workspace;

import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every project. */
@Component
final class ProjectProjector implements Projector {
    private final JdbcClient jdbc;

    ProjectProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof ProjectEvent event) {
            switch (event) {
                case ProjectEvent.Created e -> insert(e);
            }
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from project_view").update();
    }

    private void insert(ProjectEvent.Created e) {
        jdbc.sql("insert into project_view (project_id, name, created_at) values (:id, :name, :at)")
                .param("id", e.projectId().value())
                .param("name", Columns.text(e.name()))
                .param("at", Columns.time(e.at()))
                .update();
    }
}

package com.appaloft.projections.workspace;

import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Project;
import com.appaloft.projections.paging.Cursor;
import com.appaloft.projections.paging.NewestFirst;
import com.appaloft.projections.paging.Page;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for projects. */
@Component
public final class ProjectQueries {
    private final JdbcClient jdbc;

    ProjectQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ProjectView> find(ProjectId id) {
        return jdbc.sql("select * from project_view where project_id = :id")
                .param("id", id.value())
                .query(ProjectQueries::view)
                .optional();
    }

    /** Newest first; at most 100. A cursor that is none of ours is refused as {@code validation_error}. */
    public Page<ProjectView> page(int limit, @Nullable String cursor) {
        return NewestFirst.of("select * from project_view", "created_at", "project_id", ProjectId::new)
                .page(
                        jdbc,
                        ProjectQueries::view,
                        v -> new Cursor(v.createdAt(), v.project().id().value()),
                        limit,
                        cursor);
    }

    private static ProjectView view(ResultSet row, int number) throws SQLException {
        var project = new Project(new ProjectId(row.getString("project_id")), row.getString("name"));
        return new ProjectView(project, Columns.instant(row, "created_at"));
    }
}

package com.appaloft.projections.workspace;

import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.projections.paging.Cursor;
import com.appaloft.projections.paging.NewestFirst;
import com.appaloft.projections.paging.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for environments. */
@Component
public final class EnvironmentQueries {
    private final JdbcClient jdbc;

    EnvironmentQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<EnvironmentView> find(EnvironmentId id) {
        return jdbc.sql("select * from environment_view where environment_id = :id")
                .param("id", id.value())
                .query(EnvironmentRow::view)
                .optional();
    }

    /**
     * Newest first; at most 100. A cursor that is none of ours is refused as {@code validation_error}.
     *
     * @param project only its environments, if present
     */
    public Page<EnvironmentView> page(@Nullable ProjectId project, int limit, @Nullable String cursor) {
        return NewestFirst.of("select * from environment_view", "created_at", "environment_id", EnvironmentId::new)
                .where("project_id", project == null ? null : project.value())
                .page(
                        jdbc,
                        EnvironmentRow::view,
                        v -> new Cursor(v.createdAt(), v.environment().id().value()),
                        limit,
                        cursor);
    }
}

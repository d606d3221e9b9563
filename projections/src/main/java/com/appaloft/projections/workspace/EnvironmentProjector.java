package com.appaloft.projections.workspace;

import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every environment with its configuration. */
@Component
final class EnvironmentProjector implements Projector {
    private final JdbcClient jdbc;

    EnvironmentProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof EnvironmentEvent event) {
            write(Environment.evolve(current(event.environmentId()), event), event, recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from environment_view").update();
    }

    private @Nullable Environment current(EnvironmentId id) {
        return jdbc.sql("select * from environment_view where environment_id = :id")
                .param("id", id.value())
                .query(EnvironmentRow::environment)
                .optional()
                .orElse(null);
    }

    private void write(Environment environment, EnvironmentEvent event, long sequence) {
        jdbc.sql("""
                insert into environment_view
                    (environment_id, project_id, name, kind, variables, secrets, secret_versions, locked, created_at, sequence)
                values (:id, :project, :name, :kind, :variables::json, :secrets::json, :versions::json, :locked, :at, :sequence)
                on conflict (environment_id) do update set variables = excluded.variables, secrets = excluded.secrets,
                    secret_versions = excluded.secret_versions, locked = excluded.locked, sequence = excluded.sequence
                """)
                .param("id", environment.id().value())
                .param("project", environment.projectId().value())
                .param("name", Columns.text(environment.name()))
                .param("kind", environment.kind().wire())
                .param("variables", StoredJson.write(environment.variables()))
                .param("secrets", StoredJson.write(environment.secrets()))
                .param("versions", StoredJson.write(environment.versions().kept()))
                .param("locked", environment.locked())
                .param("at", Columns.time(event.at()))
                .param("sequence", sequence)
                .update();
    }
}

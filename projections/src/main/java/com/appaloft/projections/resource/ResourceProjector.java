package com.appaloft.projections.resource;

import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every resource with its current profile. */
@Component
final class ResourceProjector implements Projector {
    private final JdbcClient jdbc;

    ResourceProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof ResourceEvent event) {
            write(Resource.evolve(current(event.resourceId()), event), event, recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from resource_view").update();
    }

    private @Nullable Resource current(ResourceId id) {
        return jdbc.sql("select * from resource_view where resource_id = :id")
                .param("id", id.value())
                .query(ResourceRow::resource)
                .optional()
                .orElse(null);
    }

    private void write(Resource resource, ResourceEvent event, long sequence) {
        jdbc.sql("""
                insert into resource_view (resource_id, project_id, environment_id, server_id, destination_id, slot_id,
                    name, profile, profile_version, source_link, created_at, updated_at, sequence)
                values (:id, :project, :environment, :server, :destination, :slot, :name, :profile::json, :version,
                    :link::json, :at, :at, :sequence)
                on conflict (resource_id) do update set profile = excluded.profile, source_link = excluded.source_link,
                    profile_version = excluded.profile_version, updated_at = excluded.updated_at,
                    sequence = excluded.sequence
                """)
                .param("id", resource.id().value())
                .param("project", resource.projectId().value())
                .param("environment", resource.environmentId().value())
                .param("server", resource.serverId().value())
                .param("destination", resource.destinationId().value())
                .param("slot", resource.slot().value())
                .param("name", Columns.text(resource.name()))
                .param("profile", StoredJson.write(resource.profile()))
                .param("version", resource.profile().version())
                .param("link", StoredJson.write(resource.link()))
                .param("at", Columns.time(event.at()))
                .param("sequence", sequence)
                .update();
    }
}

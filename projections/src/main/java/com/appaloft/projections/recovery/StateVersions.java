package com.appaloft.projections.recovery;

import com.appaloft.domain.shared.ResourceId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads where the state around a resource stands. */
@Component
final class StateVersions {
    private final JdbcClient jdbc;

    StateVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    StateVersion of(ResourceId id) {
        return jdbc.sql("""
                select coalesce(own.version, 0) as resource, coalesce(environment.version, 0) as environment,
                    coalesce(server.version, 0) as server,
                    greatest(own.changed_at, environment.changed_at, server.changed_at) as changed_at
                from resource_view resource
                left join state_version own on own.scope_id = resource.resource_id
                left join state_version environment on environment.scope_id = resource.environment_id
                left join state_version server on server.scope_id = resource.server_id
                where resource.resource_id = :id
                """)
                .param("id", id.value())
                .query(StateVersion::of)
                .optional()
                .orElse(StateVersion.NONE);
    }
}

package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.projections.sql.Columns;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts every event that can change a readiness answer, per resource, environment and server. */
@Component
final class StateVersionProjector implements Projector {
    private final JdbcClient jdbc;

    StateVersionProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        DomainEvent event = recorded.event();
        switch (event) {
            case DeploymentEvent.Requested e -> {
                remember(e);
                bump(e.resourceId(), e.at());
            }
            case DeploymentEvent e -> bumpResourceOf(e);
            case PreviewEvent e -> bump(e.resourceId(), e.at());
            case RetentionEvent.Pruned e -> forget(e);
            case RuntimeSlotEvent e -> bump(e.resourceId(), e.at());
            case ResourceEvent e -> bump(e.resourceId(), e.at());
            case EnvironmentEvent e -> bump(e.environmentId(), e.at());
            case ServerEvent e -> bump(e.serverId(), e.at());
            case ArtifactEvent e -> bump(e.serverId(), e.at());
            default -> {}
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from state_version").update();
        jdbc.sql("delete from attempt_scope").update();
    }

    private void remember(DeploymentEvent.Requested e) {
        jdbc.sql("insert into attempt_scope (deployment_id, resource_id) values (:id, :resource)")
                .param("id", e.deploymentId().value())
                .param("resource", e.resourceId().value())
                .update();
    }

    private void bump(Identifier scope, Instant at) {
        bump(scope, 1, at);
    }

    private void bump(Identifier scope, int more, Instant at) {
        jdbc.sql("""
                insert into state_version (scope_id, version, changed_at) values (:scope, :more, :at)
                on conflict (scope_id) do update set version = state_version.version + :more,
                    changed_at = greatest(state_version.changed_at, excluded.changed_at)
                """)
                .param("scope", scope.value())
                .param("more", more)
                .param("at", Columns.time(at))
                .update();
    }

    private void bumpResourceOf(DeploymentEvent e) {
        jdbc.sql("""
                update state_version set version = version + 1, changed_at = greatest(changed_at, :at)
                where scope_id = (select resource_id from attempt_scope where deployment_id = :id)
                """)
                .param("id", e.deploymentId().value())
                .param("at", Columns.time(e.at()))
                .update();
    }

    /**
     * Counts the tombstone, and in a rebuild the events it stands for as well: the count may never fall back to one that a marker
     * already carries.
     */
    private void forget(RetentionEvent.Pruned e) {
        int known = jdbc.sql("delete from attempt_scope where deployment_id = :id")
                .param("id", e.deploymentId().value())
                .update();
        bump(e.resourceId(), known == 1 ? 1 : 1 + e.removedEvents(), e.at());
    }
}

package com.appaloft.projections.workspace;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.sql.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every server, deregistered ones included. */
@Component
final class ServerProjector implements Projector {
    private final JdbcClient jdbc;

    ServerProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof ServerEvent event) {
            write(Server.evolve(current(event.serverId()), event), event, recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from server_view").update();
    }

    private @Nullable Server current(ServerId id) {
        return jdbc.sql("select * from server_view where server_id = :id")
                .param("id", id.value())
                .query(ServerQueries::server)
                .optional()
                .orElse(null);
    }

    private void write(Server server, ServerEvent event, long sequence) {
        var access = server.access();
        jdbc.sql("""
                insert into server_view (server_id, name, kind, destination_id, registered, created_at, sequence,
                    ssh_host, ssh_port, ssh_user, ssh_host_key, ssh_key_version, domain)
                values (:id, :name, :kind, :destination, :registered, :at, :sequence,
                    :host, :port, :user, :hostKey, :keyVersion, :domain)
                on conflict (server_id) do update set name = excluded.name, kind = excluded.kind,
                    destination_id = excluded.destination_id, registered = excluded.registered,
                    sequence = excluded.sequence, ssh_host = excluded.ssh_host, ssh_port = excluded.ssh_port,
                    ssh_user = excluded.ssh_user, ssh_host_key = excluded.ssh_host_key,
                    ssh_key_version = excluded.ssh_key_version, domain = excluded.domain
                """)
                .param("id", server.id().value())
                .param("name", Columns.text(server.name()))
                .param("kind", server.kind())
                .param("destination", server.destinationId().value())
                .param("registered", server.registered())
                .param("at", Columns.time(event.at()))
                .param("sequence", sequence)
                .param("host", access == null ? null : access.host())
                .param("port", access == null ? null : access.port())
                .param("user", access == null ? null : access.user())
                .param("hostKey", access == null ? null : access.hostKey())
                .param("keyVersion", access == null ? null : access.keyVersion())
                .param("domain", server.domain())
                .update();
    }
}

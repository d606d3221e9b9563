package com.appaloft.projections.workspace;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
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

/** Asks for servers, deregistered ones included. */
@Component
public final class ServerQueries {
    private final JdbcClient jdbc;

    ServerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ServerView> find(ServerId id) {
        return jdbc.sql("select * from server_view where server_id = :id")
                .param("id", id.value())
                .query(ServerQueries::view)
                .optional();
    }

    /** The registered server whose names end in this because somebody said so. */
    public Optional<ServerId> ofDomain(String domain) {
        return jdbc.sql("select server_id from server_view where domain = :domain and registered limit 1")
                .param("domain", domain)
                .query((row, number) -> new ServerId(row.getString("server_id")))
                .optional();
    }

    /** Newest first; at most 100. A cursor that is none of ours is refused as {@code validation_error}. */
    public Page<ServerView> page(int limit, @Nullable String cursor) {
        return NewestFirst.of("select * from server_view", "created_at", "server_id", ServerId::new)
                .page(
                        jdbc,
                        ServerQueries::view,
                        v -> new Cursor(v.createdAt(), v.server().id().value()),
                        limit,
                        cursor);
    }

    static Server server(ResultSet row, int number) throws SQLException {
        return new Server(
                new ServerId(row.getString("server_id")),
                row.getString("name"),
                row.getString("kind"),
                new DestinationId(row.getString("destination_id")),
                row.getBoolean("registered"),
                access(row),
                row.getString("domain"));
    }

    private static @Nullable SshAccess access(ResultSet row) throws SQLException {
        var host = row.getString("ssh_host");
        return host == null
                ? null
                : new SshAccess(
                        host,
                        row.getInt("ssh_port"),
                        row.getString("ssh_user"),
                        row.getString("ssh_host_key"),
                        row.getInt("ssh_key_version"));
    }

    private static ServerView view(ResultSet row, int number) throws SQLException {
        return new ServerView(server(row, number), Columns.instant(row, "created_at"));
    }
}

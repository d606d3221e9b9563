package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.HostObservations;
import com.appaloft.domain.shared.ServerId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The last look at each host, one row per host. */
@Component
class JdbcHostObservations implements HostObservations {
    private final JdbcClient jdbc;

    JdbcHostObservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void record(ServerId server, Seen seen) {
        jdbc.sql("""
                        insert into host_observation (server_id, at, reachable, answered_at) values (:id, :at, :reachable, :answered)
                        on conflict (server_id) do update set at = excluded.at, reachable = excluded.reachable,
                          answered_at = coalesce(excluded.answered_at, host_observation.answered_at)
                        where host_observation.at <= excluded.at""")
                .param("id", server.value())
                .param("at", seen.at().atOffset(ZoneOffset.UTC))
                .param("reachable", seen.reachable())
                .param(
                        "answered",
                        seen.reachable() ? seen.at().atOffset(ZoneOffset.UTC) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    @Override
    public Optional<Seen> last(ServerId server) {
        return jdbc.sql("select at, reachable from host_observation where server_id = ?")
                .param(server.value())
                .query((row, n) ->
                        new Seen(row.getObject("at", OffsetDateTime.class).toInstant(), row.getBoolean("reachable")))
                .optional();
    }

    @Override
    public Optional<Instant> lastAnswer(ServerId server) {
        return jdbc.sql("select answered_at from host_observation where server_id = ? and answered_at is not null")
                .param(server.value())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}

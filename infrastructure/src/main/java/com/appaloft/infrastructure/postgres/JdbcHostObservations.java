package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.HostObservations;
import com.appaloft.domain.shared.ServerId;
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
                        insert into host_observation (server_id, at, reachable) values (?, ?, ?)
                        on conflict (server_id) do update set at = excluded.at, reachable = excluded.reachable
                        where host_observation.at <= excluded.at""")
                .params(server.value(), seen.at().atOffset(ZoneOffset.UTC), seen.reachable())
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
}

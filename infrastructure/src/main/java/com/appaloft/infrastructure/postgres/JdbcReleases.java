package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.Releases;
import com.appaloft.domain.shared.ServerId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is still to be taken away, one row each. */
@Component
class JdbcReleases implements Releases {
    private static final String KEEP_TAG = "keep-tag";
    private static final String ARCHIVE = "archive";

    private record Key(String kind, String server, String name) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcReleases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void add(Release release) {
        of(release, """
                insert into retention_release (kind, server_id, name, waits_since)
                values (:kind, :server, :name, :now)
                on conflict (kind, server_id, name) do update set waits_since = excluded.waits_since""").param("now", now()).update();
    }

    @Override
    public List<Pending> pending(int limit) {
        return jdbc.sql("""
                        select kind, server_id, name, waits_since from retention_release
                        order by waits_since, kind, server_id, name limit ?""")
                .param(limit)
                .query((row, n) -> new Pending(
                        release(new Key(row.getString("kind"), row.getString("server_id"), row.getString("name"))),
                        row.getObject("waits_since", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public void done(Pending pending) {
        of(pending.release(), """
                delete from retention_release
                where kind = :kind and server_id = :server and name = :name and waits_since = :since""")
                .param("since", pending.since().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void later(Pending pending) {
        of(pending.release(), """
                update retention_release set waits_since = :now
                where kind = :kind and server_id = :server and name = :name""").param("now", now()).update();
    }

    private JdbcClient.StatementSpec of(Release release, String sql) {
        var key = key(release);
        return jdbc.sql(sql)
                .param("kind", key.kind())
                .param("server", key.server())
                .param("name", key.name());
    }

    /** As precise as the database keeps it. */
    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static Key key(Release release) {
        return switch (release) {
            case Release.KeepTag tag -> new Key(KEEP_TAG, tag.server().value(), tag.tag());
            case Release.Archive archive -> new Key(ARCHIVE, "", archive.digest());
        };
    }

    private static Release release(Key key) {
        return key.kind().equals(KEEP_TAG)
                ? new Release.KeepTag(new ServerId(key.server()), key.name())
                : new Release.Archive(key.name());
    }
}

package com.appaloft.api.deployment;

import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what attempts printed. */
@Component
class AttemptLogQueries {
    /** @param stream {@code stdout}, {@code stderr} or {@code system} */
    record Line(int seq, Instant at, String phase, String stream, String line) {}

    private final JdbcClient jdbc;

    AttemptLogQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lines behind {@code after}, oldest first. */
    List<Line> after(DeploymentId id, long after, int limit) {
        return jdbc.sql("""
                        select seq, at, phase, stream, line from attempt_log
                        where deployment_id = :id and seq > :after order by seq limit :limit""")
                .param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Line(
                        row.getInt("seq"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("phase"),
                        row.getString("stream"),
                        row.getString("line")))
                .list();
    }

    /** The last lines, oldest first. */
    List<Line> last(DeploymentId id, int lines) {
        var seq = jdbc.sql("select coalesce(max(seq), 0) from attempt_log where deployment_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
        return after(id, seq - lines, lines);
    }
}

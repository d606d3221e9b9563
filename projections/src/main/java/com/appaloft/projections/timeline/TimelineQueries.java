package com.appaloft.projections.timeline;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks what happened in an attempt, in order. */
@Component
public final class TimelineQueries {
    public static final int MOST = 500;

    private final JdbcClient jdbc;

    TimelineQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What happened behind one place of the attempt's history.
     *
     * @param after the last sequence seen; -1 starts at the beginning
     * @param limit how many at most, up to {@value #MOST}
     */
    public List<TimelineEntry> page(DeploymentId id, long after, int limit) {
        return jdbc.sql("""
                select * from deployment_timeline where deployment_id = :id and sequence > :after
                order by sequence limit :rows
                """)
                .param("id", id.value())
                .param("after", after)
                .param("rows", Math.clamp(limit, 1, MOST))
                .query(TimelineQueries::entry)
                .list();
    }

    private static TimelineEntry entry(ResultSet row, int number) throws SQLException {
        return new TimelineEntry(
                new DeploymentId(row.getString("deployment_id")),
                row.getLong("sequence"),
                Columns.instant(row, "at"),
                row.getString("event"),
                row.getString("phase"),
                row.getString("outcome"),
                row.getObject("duration_ms", Long.class),
                row.getString("summary"),
                StoredJson.texts(row.getString("detail")));
    }
}

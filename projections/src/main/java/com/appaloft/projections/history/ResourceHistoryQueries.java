package com.appaloft.projections.history;

import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks what happened to a resource, in order. */
@Component
public final class ResourceHistoryQueries {
    public static final int MOST = 500;

    private final JdbcClient jdbc;

    ResourceHistoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What happened behind one place of the resource's history.
     *
     * @param after the last sequence seen; -1 starts at the beginning
     * @param limit how many at most, up to {@value #MOST}
     */
    public List<ResourceHistoryEntry> page(ResourceId id, long after, int limit) {
        return jdbc.sql("""
                select * from resource_history where resource_id = :id and sequence > :after
                order by sequence limit :rows
                """)
                .param("id", id.value())
                .param("after", after)
                .param("rows", Math.clamp(limit, 1, MOST))
                .query(ResourceHistoryQueries::entry)
                .list();
    }

    private static ResourceHistoryEntry entry(ResultSet row, int number) throws SQLException {
        return new ResourceHistoryEntry(
                new ResourceId(row.getString("resource_id")),
                row.getLong("sequence"),
                Columns.instant(row, "at"),
                row.getString("event"),
                row.getInt("profile_version"),
                row.getString("summary"));
    }
}

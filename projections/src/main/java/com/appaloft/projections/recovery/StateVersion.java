package com.appaloft.projections.recovery;

import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** How often the state around a resource has changed, and when it last did. */
record StateVersion(long resource, long environment, long server, Instant changedAt) {
    /** Where a resource stands that nothing ever happened to. */
    static final StateVersion NONE = new StateVersion(0, 0, 0, Instant.EPOCH);

    static StateVersion of(ResultSet row, int number) throws SQLException {
        return new StateVersion(
                row.getLong("resource"),
                row.getLong("environment"),
                row.getLong("server"),
                Columns.instant(row, "changed_at"));
    }

    StateMarker marker(boolean reachable) {
        return new StateMarker(resource, environment, server, reachable, changedAt);
    }
}

package com.appaloft.projections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns domain values into what PostgreSQL columns hold, and back. */
public final class Columns {
    private Columns() {}

    /** An instant for a {@code timestamptz} column, whatever the session's time zone. */
    public static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant at) {
        return at == null ? null : time(at);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Text of unknown origin, such as container logs; PostgreSQL keeps every character but NUL. */
    public static @Nullable String text(@Nullable String value) {
        return value == null ? null : value.replace('\u0000', '\uFFFD');
    }
}

package com.appaloft.projections.paging;

import com.appaloft.domain.shared.Identifier;
import com.appaloft.projections.sql.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bounded list, newest first, that continues behind the last row seen. Only the conditions asked for are in its SQL, so that
 * each combination has a plan of its own.
 */
public final class NewestFirst {
    public static final int MOST = 100;

    private final String select;
    private final String timeColumn;
    private final String idColumn;
    private final Function<String, ? extends Identifier> identity;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();

    private NewestFirst(
            String select, String timeColumn, String idColumn, Function<String, ? extends Identifier> identity) {
        this.select = select;
        this.timeColumn = timeColumn;
        this.idColumn = idColumn;
        this.identity = identity;
    }

    /**
     * @param select everything before the {@code where}
     * @param identity makes the id of a row, or throws where it is none
     */
    public static NewestFirst of(
            String select, String timeColumn, String idColumn, Function<String, ? extends Identifier> identity) {
        return new NewestFirst(select, timeColumn, idColumn, identity);
    }

    /** Only rows with this value; an absent value is no condition. */
    public NewestFirst where(String column, @Nullable String value) {
        if (value != null) {
            var name = "is" + params.size();
            conditions.add(column + " = :" + name);
            params.put(name, value);
        }
        return this;
    }

    /** Only rows for which this SQL holds, e.g. the predicate of a partial index; an absent one is no condition. */
    public NewestFirst when(@Nullable String predicate) {
        if (predicate != null) {
            conditions.add(predicate);
        }
        return this;
    }

    /** @param limit how many at most; below 1 counts as 1, above {@value #MOST} as {@value #MOST} */
    public <T> Page<T> page(
            JdbcClient jdbc, RowMapper<T> mapper, Function<T, Cursor> position, int limit, @Nullable String cursor) {
        if (cursor != null) {
            var seen = Cursor.decoded(cursor, identity);
            conditions.add("(%s, %s) < (:seenAt, :seenId)".formatted(timeColumn, idColumn));
            params.put("seenAt", Columns.time(seen.at()));
            params.put("seenId", seen.id());
        }
        int most = Math.clamp(limit, 1, MOST);
        var rows = jdbc.sql(sql())
                .params(params)
                .param("rows", most + 1)
                .query(mapper)
                .list();
        if (rows.size() <= most) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, most);
        return new Page<>(items, position.apply(items.getLast()).encoded());
    }

    private String sql() {
        var where = conditions.isEmpty() ? "" : "\nwhere " + String.join(" and ", conditions);
        return "%s%s\norder by %s desc, %s desc limit :rows".formatted(select, where, timeColumn, idColumn);
    }
}

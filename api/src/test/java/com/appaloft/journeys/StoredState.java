package com.appaloft.journeys;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything a command could change, as one text: the same text means that nothing was changed. */
final class StoredState {
    /** What the control plane writes down of its own accord, whatever is asked of it. */
    private static final Set<String> OF_ITS_OWN =
            Set.of("attempt_log", "host_observation", "domain_event_snapshot", "flyway_schema_history", "domain_event");
    /** Entries of which are touched while they wait and while they are carried. */
    private static final String QUEUE = "_queue";

    private final JdbcClient jdbc;
    private final String digest;

    StoredState(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.digest = jdbc
                        .sql("select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_type = 'BASE TABLE' order by 1")
                        .query(String.class)
                        .list()
                        .stream()
                        .filter(table -> !OF_ITS_OWN.contains(table))
                        .map(StoredState::line)
                        .collect(Collectors.joining(" union all "))
                + " union all select 'events ' || count(*) || ' ' || coalesce(max(global_index), 0) from domain_event";
    }

    private static String line(String table) {
        var content = table.endsWith(QUEUE) ? "''" : "coalesce(sum(hashtextextended(t::text, 0)), 0)";
        return "select '" + table + " ' || count(*) || ' ' || " + content + " as line from " + table + " t";
    }

    String now() {
        return jdbc.sql("select string_agg(line, '; ' order by line) from (" + digest + ") all_tables")
                .query(String.class)
                .single();
    }

    /** Waits until nothing that was asked for before is still under way. */
    String settled() {
        Awaitility.await("what was accepted before has ended")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("""
                                select (select count(*) from work_queue)
                                    + (select count(*) from preview_queue where execution_time <= now())
                                """).query(Long.class).single() == 0);
        return now();
    }
}

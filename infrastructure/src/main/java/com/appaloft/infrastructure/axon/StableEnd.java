package com.appaloft.infrastructure.axon;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the store can be read so that nothing appears before it later. Places are taken before they are committed: a missing one
 * may still be filled by whoever was writing when it was found missing, and by nobody else.
 */
final class StableEnd {
    private static final int STEP = 1_000;

    /** @param writers the transactions that may still fill a place up to {@code upTo} */
    private record Doubt(long upTo, Set<String> writers) {}

    private final JdbcClient jdbc;
    private volatile long end = -1;
    private boolean begun;
    private @Nullable Doubt doubt;

    StableEnd(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long place() {
        return end;
    }

    /** Looks once. @return whether something is visible that cannot be read yet */
    synchronized boolean advance() {
        if (!begun) {
            begun = true;
            doubt = doubt();
        }
        while (true) {
            var doubted = doubt;
            if (doubted != null) {
                if (!doubted.writers().isEmpty() && !Collections.disjoint(doubted.writers(), writers())) {
                    return true;
                }
                end = Math.max(end, doubted.upTo());
                doubt = null;
            }
            if (!walked()) {
                return false;
            }
            doubt = doubt();
        }
    }

    /** Goes on while no place is missing. @return whether it stopped before a missing one */
    private boolean walked() {
        while (true) {
            var places = jdbc.sql(
                            "select global_index from domain_event where global_index > ? order by global_index limit ?")
                    .params(end, STEP)
                    .query(Long.class)
                    .list();
            for (long place : places) {
                if (place != Math.max(end, 0) + 1) {
                    return true;
                }
                end = place;
            }
            if (places.size() < STEP) {
                return false;
            }
        }
    }

    /** The places are looked at first: whoever wrote below the last of them and is not among the writers asked for then is over. */
    private Doubt doubt() {
        long last = jdbc.sql("select coalesce(max(global_index), -1) from domain_event")
                .query(Long.class)
                .single();
        return new Doubt(last, writers());
    }

    /** The transactions that have written to the store and are not over; a place is taken under this lock only. */
    private Set<String> writers() {
        return new HashSet<>(jdbc.sql("""
                        select virtualtransaction from pg_locks
                        where locktype = 'relation' and relation = 'domain_event'::regclass
                            and database = (select oid from pg_database where datname = current_database())
                            and mode = 'RowExclusiveLock' and granted""").query(String.class).list());
    }
}

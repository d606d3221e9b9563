package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.EventFeed.Entry;
import com.appaloft.application.port.EventFeed.Page;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.application.port.NewEvents;
import java.util.ArrayList;

/** All events, or those that meet a condition, by their place in the store. */
record WholeStore(StoredEvents store, String condition, String subject) implements Sequence {
    /**
     * Its own events, those that name it, and those of attempts whose first event names it. PostgreSQL reads no JSON with the character
     * 0 in it, which programs may have printed.
     */
    static final String CONCERNS_RESOURCE = """
            (e.aggregate_identifier = :subject or replace(e.payload, '\\u0000', '\\ufffd')::json ->> 'resourceId' = :subject
                or exists (select 1 from domain_event first
                    where first.aggregate_identifier = e.aggregate_identifier and first.sequence_number = 0
                        and replace(first.payload, '\\u0000', '\\ufffd')::json ->> 'resourceId' = :subject))""";

    /** Until the end is known for the first time, what is visible stands for it. */
    @Override
    public long end() {
        long end = store.end();
        return end >= 0
                ? end
                : store.jdbc()
                        .sql("select coalesce(max(global_index), -1) from domain_event")
                        .query(Long.class)
                        .single();
    }

    /** Asks the sequence, not the rows: what was deleted was reached too, and another process may be ahead of this one. */
    @Override
    public boolean reached(long place) {
        return place == START || store.jdbc().sql("""
                        select coalesce(pg_sequence_last_value(
                            pg_get_serial_sequence('domain_event', 'global_index')::regclass), -1)""").query(Long.class).single() >= place;
    }

    @Override
    public Page after(long place, int limit) {
        long end = store.end();
        return end <= place
                ? new Page(new ArrayList<>(), place, false, false)
                : store.reading(() -> read(place, end, limit));
    }

    private Page read(long place, long end, int limit) {
        var entries = new ArrayList<Entry>();
        var places = store.jdbc()
                .sql("""
                        select global_index, %s as wanted, event_identifier, aggregate_identifier, sequence_number, recorded_at,
                               payload_type, payload_revision, payload
                        from domain_event e where global_index > :place and global_index <= :end
                        order by global_index limit :limit""".formatted(condition))
                .param("subject", subject)
                .param("place", place)
                .param("end", end)
                .param("limit", limit)
                .query((row, n) -> {
                    if (row.getBoolean("wanted")) {
                        entries.add(store.json().entry(row, "global_index"));
                    }
                    return row.getLong("global_index");
                })
                .list();
        long upTo = places.size() < limit ? end : places.getLast();
        boolean missing = upTo - Math.max(place, 0) > places.size();
        return new Page(entries, upTo, upTo < end, missing && deleted(place, upTo));
    }

    private boolean deleted(long after, long upTo) {
        return store.jdbc()
                .sql("select exists (select 1 from deleted_events where last_index > ? and first_index <= ?)")
                .params(after, upTo)
                .query(Boolean.class)
                .single();
    }

    @Override
    public NewEvents.Subscription listen(Runnable bell) {
        return store.listenToEnd(bell);
    }
}

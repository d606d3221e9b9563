package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.EventFeed.Page;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.application.port.NewEvents;

/** The events of one history by their place in it, which is taken only behind a committed one: none can come late. */
record OneStream(StoredEvents store, String id) implements Sequence {
    @Override
    public long end() {
        return store.jdbc()
                .sql("select coalesce(max(sequence_number), -1) from domain_event where aggregate_identifier = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    @Override
    public boolean reached(long place) {
        return place <= end();
    }

    /** Of a history that was pruned its tombstone is left, at the place of the first event. */
    @Override
    public Page after(long place, int limit) {
        var page = behind(place, limit);
        if (place == START || !page.entries().isEmpty() || reached(place)) {
            return page;
        }
        var left = behind(START, limit);
        return new Page(left.entries(), left.upTo(), left.more(), true);
    }

    private Page behind(long place, int limit) {
        var entries = store.reading(() -> store.jdbc()
                .sql("""
                        select event_identifier, aggregate_identifier, sequence_number, recorded_at, payload_type, payload_revision,
                               payload
                        from domain_event where aggregate_identifier = :id and sequence_number > :place
                        order by sequence_number limit :limit""")
                .param("id", id)
                .param("place", place)
                .param("limit", limit)
                .query((row, n) -> store.json().entry(row, "sequence_number"))
                .list());
        long upTo = entries.isEmpty() ? place : entries.getLast().place();
        return new Page(entries, upTo, entries.size() == limit, upTo - place > entries.size());
    }

    @Override
    public NewEvents.Subscription listen(Runnable bell) {
        return store.listenToCommits(bell);
    }
}

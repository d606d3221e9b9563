package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.UnitOfWork;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rebuilds every read model from the first event on, in one transaction, while appends wait. */
public final class ReplayEvents {
    private static final int BATCH = 1_000;
    private static final Logger log = LoggerFactory.getLogger(ReplayEvents.class);

    private final JdbcClient jdbc;
    private final UnitOfWork unitOfWork;
    private final ProjectorFeed feed;
    private final EventSerializer serializer;
    private final EventUpcaster upcasters;

    ReplayEvents(
            JdbcClient jdbc,
            UnitOfWork unitOfWork,
            ProjectorFeed feed,
            EventSerializer serializer,
            EventUpcaster upcasters) {
        this.jdbc = jdbc;
        this.unitOfWork = unitOfWork;
        this.feed = feed;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /** Returns how many events were fed. */
    public long rebuild() {
        long events = unitOfWork.perform(this::replay);
        log.info("Rebuilt the read models from {} events.", events);
        return events;
    }

    private long replay() {
        jdbc.sql("lock table domain_event in share row exclusive mode").update();
        feed.clear();
        long fed = 0;
        long last = -1;
        for (var batch = after(last); !batch.isEmpty(); batch = after(last)) {
            EventUtils.upcastAndDeserializeTrackedEvents(batch.stream(), serializer, upcasters)
                    .forEach(message -> feed.feed(ProjectorFeed.recorded((DomainEventMessage<?>) message)));
            fed += batch.size();
            last = batch.getLast().trackingToken().position().orElseThrow();
        }
        return fed;
    }

    private List<TrackedDomainEventData<String>> after(long globalIndex) {
        return jdbc.sql("""
                        select global_index, event_identifier, aggregate_identifier, sequence_number, type, recorded_at,
                               payload_type, payload_revision, payload, meta_data
                        from domain_event where global_index > ? order by global_index limit ?""")
                .params(globalIndex, BATCH)
                .query((row, n) -> new TrackedDomainEventData<>(
                        new GlobalSequenceTrackingToken(row.getLong("global_index")),
                        new GenericDomainEventEntry<>(
                                row.getString("type"),
                                row.getString("aggregate_identifier"),
                                row.getLong("sequence_number"),
                                row.getString("event_identifier"),
                                row.getString("recorded_at"),
                                row.getString("payload_type"),
                                row.getString("payload_revision"),
                                row.getString("payload"),
                                row.getString("meta_data"))))
                .list();
    }
}

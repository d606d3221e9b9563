package com.appaloft.infrastructure.axon;

import com.appaloft.domain.shared.Projector;
import com.appaloft.infrastructure.postgres.NoticeChannel;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Wires Axon's event store by hand, all of it: left to itself under Boot 4 it falls back silently to no store and no transactions.
 * Its update checker, server connector and auto-configuration are not on the class path.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {
    private static final String DUPLICATE_KEY = "23505";

    @Bean
    EventCatalog eventCatalog() {
        var stored = new ArrayList<>(EventCatalog.EVENTS);
        stored.add(RuntimeSlotStream.class);
        return new EventCatalog(stored);
    }

    @Bean
    EventSerializer eventSerializer(EventCatalog catalog) {
        return new EventSerializer(catalog, EventJson.mapper());
    }

    /** Where an upcaster goes when an event gets a new version. */
    @Bean
    EventUpcasterChain eventUpcasters() {
        return new EventUpcasterChain();
    }

    @Bean
    SpringTransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    JdbcEventStorageEngine eventStorageEngine(
            DataSource dataSource,
            TransactionManager transactions,
            EventSerializer serializer,
            EventUpcasterChain upcasters,
            EventCatalog catalog) {
        return JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .persistenceExceptionResolver(new SQLStateResolver(DUPLICATE_KEY))
                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(dataSource)))
                .transactionManager(transactions)
                .schema(EventSchema.builder()
                        .eventTable("domain_event")
                        .snapshotTable("domain_event_snapshot")
                        .globalIndexColumn("global_index")
                        .eventIdentifierColumn("event_identifier")
                        .aggregateIdentifierColumn("aggregate_identifier")
                        .sequenceNumberColumn("sequence_number")
                        .timestampColumn("recorded_at")
                        .payloadTypeColumn("payload_type")
                        .payloadRevisionColumn("payload_revision")
                        .metaDataColumn("meta_data")
                        .build())
                .dataType(String.class)
                .snapshotFilter(snapshot -> catalog.classOf(new EventCatalog.Stored(
                                snapshot.getPayload().getType().getName(),
                                String.valueOf(snapshot.getPayload().getType().getRevision())))
                        .isPresent())
                .build();
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore eventStore(JdbcEventStorageEngine engine, ProjectorFeed feed) {
        var store = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .optimizeEventConsumption(false)
                .build();
        store.subscribe(feed::appended);
        return store;
    }

    @Bean
    ProjectorFeed projectorFeed(ObjectProvider<Projector> projectors, CommitNotices notices) {
        return new ProjectorFeed(projectors, notices);
    }

    @Bean
    CommitNotices commitNotices(NoticeChannel channel) {
        return new CommitNotices(channel);
    }

    @Bean
    AxonUnitOfWork unitOfWork(TransactionManager transactions, CommitNotices notices) {
        return new AxonUnitOfWork(transactions, notices);
    }

    @Bean
    ReplayEvents replayEvents(
            JdbcClient jdbc,
            AxonUnitOfWork unitOfWork,
            ProjectorFeed feed,
            EventSerializer serializer,
            EventUpcasterChain upcasters) {
        return new ReplayEvents(jdbc, unitOfWork, feed, serializer, upcasters);
    }
}

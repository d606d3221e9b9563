package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.CustomDomains;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.Tombstones;
import com.appaloft.application.port.UnitOfWork;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives the application its kinds of history. */
@Configuration(proxyBeanMethods = false)
class StreamsConfiguration {
    static final int EVENTS_PER_SNAPSHOT = 100;

    @Bean
    Deployments deployments(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfDeployments(repository(DeploymentStream.class, store), unitOfWork);
    }

    @Bean
    Resources resources(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfResources(repository(ResourceStream.class, store), unitOfWork);
    }

    @Bean
    Environments environments(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfEnvironments(repository(EnvironmentStream.class, store), unitOfWork);
    }

    @Bean
    Projects projects(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfProjects(repository(ProjectStream.class, store), unitOfWork);
    }

    @Bean
    Servers servers(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfServers(repository(ServerStream.class, store), unitOfWork);
    }

    @Bean
    Previews previews(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfPreviews(repository(PreviewStream.class, store), unitOfWork);
    }

    @Bean
    CustomDomains customDomains(EventStore store, UnitOfWork unitOfWork) {
        return new Streams.OfCustomDomains(repository(CustomDomainStream.class, store), unitOfWork);
    }

    @Bean
    ArtifactSightings artifactSightings(EventStore store, UnitOfWork unitOfWork, JdbcClient jdbc) {
        return new Streams.OfArtifacts(repository(ArtifactStream.class, store), unitOfWork, jdbc);
    }

    @Bean
    Tombstones tombstones(JdbcClient jdbc, EventStore store) {
        return new AxonTombstones(jdbc, store);
    }

    /** The only histories without end: snapshots keep loading them short. */
    @Bean
    RuntimeSlots runtimeSlots(EventStore store, UnitOfWork unitOfWork, Snapshotter snapshotter) {
        return new Streams.OfRuntimeSlots(
                EventSourcingRepository.builder(RuntimeSlotStream.class)
                        .eventStore(store)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .snapshotTriggerDefinition(
                                new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_PER_SNAPSHOT))
                        .build(),
                unitOfWork);
    }

    @Bean
    Snapshotter snapshotter(
            EventStore store,
            TransactionManager transactions,
            @Qualifier("snapshotExecutor") ExecutorService snapshotExecutor) {
        return AggregateSnapshotter.builder()
                .eventStore(store)
                .transactionManager(transactions)
                .executor(snapshotExecutor)
                .aggregateFactories(new GenericAggregateFactory<>(RuntimeSlotStream.class))
                .build();
    }

    /** Snapshots are made one after the other, beside the commands that caused them. */
    @Bean(destroyMethod = "close", defaultCandidate = false)
    ExecutorService snapshotExecutor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("snapshots").factory());
    }

    private static <A extends StreamShell<?, ?>> Repository<A> repository(Class<A> shell, EventStore store) {
        return EventSourcingRepository.builder(shell)
                .eventStore(store)
                .lockFactory(NullLockFactory.INSTANCE)
                .build();
    }
}

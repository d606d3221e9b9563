package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.Tombstones;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes an attempt's rows and appends the tombstone as the first event of the emptied stream, in one transaction: of two who
 * bury the same attempt the table's unique key lets one through.
 */
final class AxonTombstones implements Tombstones {
    private final JdbcClient jdbc;
    private final EventStore store;

    AxonTombstones(JdbcClient jdbc, EventStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    @Override
    public void bury(DeploymentId attempt, ResourceId resource, Instant at) {
        if (!CurrentUnitOfWork.isStarted()) {
            throw new IllegalStateException("an attempt is buried inside a unit of work");
        }
        int removed = delete("delete from domain_event where aggregate_identifier = ?", attempt);
        delete("delete from domain_event_snapshot where aggregate_identifier = ?", attempt);
        delete("delete from attempt_log where deployment_id = ?", attempt);
        delete("delete from webhook_dead_letter where subject = ?", attempt);
        store.publish(new GenericDomainEventMessage<>(
                DeploymentStream.class.getSimpleName(),
                attempt.value(),
                0,
                new RetentionEvent.Pruned(attempt, resource, removed, at)));
    }

    private int delete(String sql, DeploymentId attempt) {
        return jdbc.sql(sql).param(attempt.value()).update();
    }
}

package com.appaloft.infrastructure.axon;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Gives every appended event to every projector, inside the transaction that appends it; a failing projector undoes it all. */
final class ProjectorFeed {
    private final SingletonSupplier<List<Projector>> projectors;
    private final CommitNotices notices;

    ProjectorFeed(ObjectProvider<Projector> projectors, CommitNotices notices) {
        this.projectors = SingletonSupplier.of(() -> projectors.orderedStream().toList());
        this.notices = notices;
    }

    void appended(List<? extends EventMessage<?>> messages) {
        for (var message : messages) {
            if (message instanceof DomainEventMessage<?> domain) {
                feed(recorded(domain));
                notices.appended(CurrentUnitOfWork.get());
            }
        }
    }

    void feed(RecordedEvent recorded) {
        projectors.obtain().forEach(projector -> projector.project(recorded));
    }

    void clear() {
        projectors.obtain().forEach(Projector::clear);
    }

    static RecordedEvent recorded(DomainEventMessage<?> message) {
        if (message.getPayload() instanceof DomainEvent event) {
            return new RecordedEvent(event, message.getSequenceNumber());
        }
        throw new IllegalStateException("no class for the stored event " + message.getAggregateIdentifier() + " "
                + message.getSequenceNumber());
    }
}

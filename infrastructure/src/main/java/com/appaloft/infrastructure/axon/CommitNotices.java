package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.CommittedEvents;
import com.appaloft.domain.shared.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners in this process what was committed. */
final class CommitNotices implements CommittedEvents {
    private static final String EVENTS = CommitNotices.class.getName() + ".events";
    private static final Logger log = LoggerFactory.getLogger(CommitNotices.class);

    private final List<Consumer<RecordedEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void listen(Consumer<RecordedEvent> listener) {
        listeners.add(listener);
    }

    void recorded(UnitOfWork<?> unit, RecordedEvent event) {
        List<RecordedEvent> events = unit.root().getOrComputeResource(EVENTS, key -> new ArrayList<>());
        events.add(event);
    }

    void committed(UnitOfWork<?> unit) {
        for (var event : unit.getOrDefaultResource(EVENTS, List.<RecordedEvent>of())) {
            for (var listener : listeners) {
                tell(listener, event);
            }
        }
    }

    private static void tell(Consumer<RecordedEvent> listener, RecordedEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            log.error("A listener failed on {}.", event.event().streamId(), e);
        }
    }
}

package com.appaloft.api.deployment;

import com.appaloft.application.port.CommittedEvents;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.RecordedEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes those who wait for something new in an attempt, when it is committed; nobody looks over and over. */
@Component
class TimelineWaiting {
    private final Map<DeploymentId, CountDownLatch> waiting = new ConcurrentHashMap<>();

    TimelineWaiting(CommittedEvents events) {
        events.listen(this::committed);
    }

    /** Registers before looking, so that nothing that happens in between is missed. */
    CountDownLatch next(DeploymentId id) {
        return waiting.computeIfAbsent(id, ignored -> new CountDownLatch(1));
    }

    void await(CountDownLatch next, int seconds) {
        try {
            next.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void committed(RecordedEvent recorded) {
        if (recorded.event() instanceof DeploymentEvent event) {
            var due = waiting.remove(event.deploymentId());
            if (due != null) {
                due.countDown();
            }
        }
    }
}

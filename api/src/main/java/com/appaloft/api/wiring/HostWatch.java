package com.appaloft.api.wiring;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.port.HostEvents;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.workspace.ServerQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at every host at the start, once a minute, and as soon as a host says that something changed. */
@Component
class HostWatch {
    private static final Logger log = LoggerFactory.getLogger(HostWatch.class);
    private static final int PAGE = 100;

    private static final int AT_ONCE = 16;

    private final Reconciliation reconciliation;
    private final ServerQueries servers;
    private final ObjectProvider<HostEvents> events;
    private final HostLooks looks = new HostLooks(AT_ONCE, this::lookAt);
    private final Semaphore changes = new Semaphore(0);

    HostWatch(Reconciliation reconciliation, ServerQueries servers, ObjectProvider<HostEvents> events) {
        this.reconciliation = reconciliation;
        this.servers = servers;
        this.events = events;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        events.orderedStream().forEach(host -> host.listen(changed -> changes.release()));
        Thread.ofVirtual().name("host-watch").start(this::lookAtChanges);
    }

    @Scheduled(fixedDelayString = "PT60S", initialDelayString = "PT0S")
    void lookAtAll() {
        all().forEach(looks::ask);
    }

    /** Many changes at once are one look. */
    private void lookAtChanges() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                lookAtAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAt(ServerId server) {
        try {
            reconciliation.lookAt(server);
        } catch (RuntimeException e) {
            log.warn("Looking at server {} failed and is tried again in a minute.", server, e);
        }
    }

    private List<ServerId> all() {
        var all = new ArrayList<ServerId>();
        String cursor = null;
        do {
            var page = servers.page(PAGE, cursor);
            page.items().stream()
                    .filter(view -> view.server().registered())
                    .forEach(view -> all.add(view.server().id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }
}

package com.appaloft.api.wiring;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.port.HostEvents;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.workspace.ServerQueries;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at every host at the start, once a minute, and as soon as a host says that something changed. */
@Component
class HostWatch {
    private static final int PAGE = 100;
    private static final int AT_ONCE = 16;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ServerQueries servers;
    private final ObjectProvider<HostEvents> events;
    private final HostLooks looks;
    private volatile @Nullable WhenChangedThenLook changes;

    HostWatch(Reconciliation reconciliation, ServerQueries servers, ObjectProvider<HostEvents> events) {
        this.servers = servers;
        this.events = events;
        this.looks = new HostLooks(AT_ONCE, reconciliation::lookAt);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var looking = WhenChangedThenLook.start(this::lookAtAll, PAUSE);
        changes = looking;
        events.orderedStream().forEach(host -> host.listen(changed -> looking.changed()));
    }

    @PreDestroy
    void stop() {
        var looking = changes;
        if (looking != null) {
            looking.close();
        }
    }

    @Scheduled(fixedDelayString = "PT60S", initialDelayString = "PT0S")
    void lookAtAll() {
        all().forEach(looks::ask);
    }

    private List<ServerId> all() {
        var all = new ArrayList<ServerId>();
        String cursor = null;
        do {
            var page = servers.page(PAGE, cursor);
            page.items().forEach(view -> all.add(view.server().id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }
}

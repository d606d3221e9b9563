package com.appaloft.api.wiring;

import com.appaloft.domain.shared.ServerId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at many hosts at once, so that one that hangs delays no other; at each by one look at a time. A look that fails was one. */
final class HostLooks {
    private static final Logger log = LoggerFactory.getLogger(HostLooks.class);

    private final Consumer<ServerId> look;
    private final Semaphore free;
    /** The value tells whether somebody asked since the look began. */
    private final ConcurrentMap<ServerId, Boolean> underWay = new ConcurrentHashMap<>();

    HostLooks(int mostAtOnce, Consumer<ServerId> look) {
        this.look = look;
        this.free = new Semaphore(mostAtOnce);
    }

    /** Returns at once. Whoever asks while a look is under way gets one that begins after it, however many ask. */
    void ask(ServerId server) {
        boolean already = underWay.compute(server, (s, asked) -> asked != null);
        if (!already) {
            Thread.ofVirtual().name("look-at-" + server).start(() -> lookUntilNobodyAsks(server));
        }
    }

    private void lookUntilNobodyAsks(ServerId server) {
        do {
            free.acquireUninterruptibly();
            try {
                underWay.put(server, false);
                look.accept(server);
            } catch (Throwable e) {
                // also an error: a look that never ended would be the last at this host
                log.warn("Looking at server {} failed and is tried again when it is asked for.", server, e);
            } finally {
                free.release();
            }
        } while (underWay.computeIfPresent(server, (s, asked) -> asked ? true : null) != null);
    }
}

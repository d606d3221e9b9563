package com.appaloft.api.wiring;

import com.appaloft.domain.shared.ServerId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Looks at many hosts at once, so that one that hangs delays no other; at each by one look at a time. */
final class HostLooks {
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
            } finally {
                free.release();
            }
        } while (underWay.computeIfPresent(server, (s, asked) -> asked ? true : null) != null);
    }
}

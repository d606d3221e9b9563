package com.appaloft.api.stream;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The streams that are open: at most so many at once, all of them ended when the control plane stops. */
@Component
class Streams {
    /** One open stream. */
    record Place(Streams streams, Bell bell) implements AutoCloseable {
        boolean over() {
            return streams.stopping;
        }

        Duration heartbeat() {
            return streams.heartbeat;
        }

        @Override
        public void close() {
            streams.open.remove(bell);
        }
    }

    private final int most;
    private final Duration heartbeat;
    private final Set<Bell> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param heartbeat how long a stream is silent at most; clients are promised 15 seconds */
    Streams(
            @Value("${appaloft.streams.at-once:256}") int most,
            @Value("${appaloft.streams.heartbeat:10s}") Duration heartbeat) {
        this.most = most;
        this.heartbeat = heartbeat;
    }

    synchronized Place enter() {
        if (open.size() >= most) {
            throw Problem.of(
                            ProblemCode.STREAM_LIMIT_REACHED,
                            "All " + most + " event streams are taken; try again when one was closed.")
                    .asRefusal();
        }
        var bell = new Bell();
        open.add(bell);
        return new Place(this, bell);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
        open.forEach(Bell::ring);
    }
}

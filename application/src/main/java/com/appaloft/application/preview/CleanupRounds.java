package com.appaloft.application.preview;

import com.appaloft.application.port.PreviewQueue;
import com.appaloft.application.port.Previews;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewRules;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Starts a round of a cleanup and queues its work, in the unit of work it is called in. */
@Component
class CleanupRounds {
    private final Previews previews;
    private final PreviewQueue queue;
    private final Clock clock;

    CleanupRounds(Previews previews, PreviewQueue queue, Clock clock) {
        this.previews = previews;
        this.queue = queue;
        this.clock = clock;
    }

    /** Does nothing where a round is under way or nothing is left to do. */
    void start(Preview now, CleanupCause cause) {
        var events = PreviewRules.clean(now, cause, clock.instant()).orThrow();
        previews.append(now.id(), events);
        for (var event : events) {
            if (event instanceof PreviewEvent.CleanupStarted started) {
                queue.clean(now.id(), started.round(), started.at());
            }
        }
    }
}

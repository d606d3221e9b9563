package com.appaloft.application.port;

import com.appaloft.domain.shared.PreviewId;
import java.time.Instant;

/**
 * The durable queue of what is to be done about previews, shared by any number of processes. An entry is made in the transaction it
 * belongs to and stays until the {@link Worker} returns normally; if the process dies, another is given it within seconds.
 */
public interface PreviewQueue {
    /**
     * To carry out a round of a cleanup now.
     *
     * @param started when the round was started, which tells it from every other
     */
    void clean(PreviewId preview, int round, Instant started);

    /** To look at {@code when} whether the preview has outlived its time. */
    void lookAt(PreviewId preview, Instant when);

    /** Does it; called on a virtual thread of its own, at most once at a time per entry. */
    interface Worker {
        /** @throws RuntimeException to be called again after a pause */
        void clean(PreviewId preview, int round);

        /** @throws RuntimeException to be called again after a pause */
        void look(PreviewId preview);
    }
}

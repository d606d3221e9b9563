package com.appaloft.application.port;

import java.util.function.Consumer;

/** Tells at once when something changed on a host, so that nothing waits for the next look; a hint, never the truth itself. */
public interface HostEvents {
    /** Calls the listener, one call at a time, for as long as the process runs. A listener that throws is called again for the next. */
    void listen(Consumer<Changed> listener);

    /**
     * @param serverKind the {@link com.appaloft.domain.server.Server#kind()} of the servers it concerns
     * @param id the image id or tag, the workload's name, or empty where everything is concerned
     */
    record Changed(String serverKind, What what, String id) {}

    /** What may have changed. */
    enum What {
        /** An image or a tag is gone. */
        ARTIFACT_GONE,
        /** A workload of this installation ended, ran out of memory or was removed. */
        WORKLOAD_ENDED,
        /** The host no longer answers. */
        HOST_LOST,
        /** The host answers again; whatever happened meanwhile was not seen: look at everything again. */
        LOOK_AGAIN
    }
}

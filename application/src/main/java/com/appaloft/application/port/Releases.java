package com.appaloft.application.port;

import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import java.util.List;

/** What is still to be taken off hosts and disks; written in the transaction that decided it, and there until it is done. */
public interface Releases {
    /** One thing to be taken away, by its exact name. */
    sealed interface Release {
        /** A tag of ours on a server; the image goes with it if nothing else needs it. */
        record KeepTag(ServerId server, String tag) implements Release {}

        /** The kept content of a folder. */
        record Archive(String digest) implements Release {}
    }

    /** @param since when it was last asked for or tried */
    record Pending(Release release, Instant since) {}

    /** Adds it; what is there already is asked for anew. */
    void add(Release release);

    /** Up to {@code limit}, those that wait longest first. */
    List<Pending> pending(int limit);

    /** It was carried out; it stays where it was asked for anew meanwhile. */
    void done(Pending release);

    /** It could not be done now: others come before it the next time. */
    void later(Pending release);
}

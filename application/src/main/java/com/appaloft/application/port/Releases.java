package com.appaloft.application.port;

import com.appaloft.domain.shared.ServerId;
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

    /** Adds it; does nothing where it is there already. */
    void add(Release release);

    /** Up to {@code limit}, those that wait longest first. */
    List<Release> pending(int limit);

    void done(Release release);

    /** It could not be done now: others come before it the next time. */
    void later(Release release);
}

package com.appaloft.application.port;

import com.appaloft.domain.shared.RecordedEvent;
import java.util.function.Consumer;

/** What this process has committed, as it happens; for waking who waits, never for keeping state. */
public interface CommittedEvents {
    /** Calls the listener after each commit, on the committing thread and in order of recording; its exceptions are only logged. */
    void listen(Consumer<RecordedEvent> listener);
}

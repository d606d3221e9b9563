package com.appaloft.domain.shared;

/**
 * Folds recorded events into one read model. Called inside the transaction that appends the event, and again from the first
 * event when the read model is rebuilt; the result depends only on the events, never on the clock.
 */
public interface Projector {
    void project(RecordedEvent recorded);

    /** Empties the read model, before a rebuild. */
    void clear();
}

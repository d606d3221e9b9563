package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import java.util.List;

/** Everything that was recorded, by whichever process, for readers that must miss nothing: who remembers a place goes on behind it. */
public interface EventFeed {
    /** All events in the order of storing. Its places are those of the store. */
    Sequence everything();

    /** What happened in one attempt. Its places are those of the attempt's history, from 0. */
    Sequence of(DeploymentId attempt);

    /** As {@link #everything}, but only what concerns a resource: its own events and those of its attempts and slots. */
    Sequence concerning(ResourceId resource);

    /**
     * What is told instead of events that were deleted before somebody could be told of them: a CloudEvent of type {@code gap}.
     *
     * @param after the place behind which something is missing; the notice's id is made of it
     * @param place where the reader stands once it was told
     */
    Entry gap(long after, long place, Instant at);

    /** Events in an order that never changes: nothing appears before what was read once. */
    interface Sequence {
        /** Before the first event there can be. */
        long START = -1;

        /** The last place that can be read now. */
        long end();

        /** Whether this place was ever given to an event, or is the start. */
        boolean reached(long place);

        /** Reads on behind a place. */
        Page after(long place, int limit);

        /** From now on {@code bell} runs soon after there is more; it must return at once. */
        NewEvents.Subscription listen(Runnable bell);
    }

    /**
     * Part of a sequence.
     *
     * @param upTo the place to read on from; nothing of this sequence up to it is missing here but what was deleted
     * @param more whether there is more behind it already
     * @param gap whether something between the place asked for and {@code upTo} was deleted
     */
    record Page(List<Entry> entries, long upTo, boolean more, boolean gap) {}

    /**
     * One recorded event.
     *
     * @param id of the event, the same for ever
     * @param name stored name, e.g. {@code deployment.requested}, or {@code gap}
     * @param subject the stream it belongs to, e.g. the id of an attempt
     * @param cloudEvent the whole event as CloudEvents 1.0 in JSON, on one line
     */
    record Entry(long place, String id, String name, String subject, Instant at, String cloudEvent) {}
}

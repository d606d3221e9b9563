package com.appaloft.application.port;

/**
 * Wakes who reads the event store: something was appended, by this process or by another one on the same database, or may have been
 * while nobody could tell. A wake-up carries no state; whoever wakes looks in the store.
 */
public interface NewEvents {
    /** Undoes a {@link #listen}. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * From now on {@code look} runs soon after every commit that appended events. It runs on a thread of its own, never beside itself:
     * whatever is committed during a look makes one more. A look that fails is logged and repeated after a pause.
     */
    Subscription listen(Runnable look);
}

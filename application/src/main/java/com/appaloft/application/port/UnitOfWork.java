package com.appaloft.application.port;

import java.util.function.Supplier;

/**
 * One transaction: every append, read model, work item and receipt made in it lands together or not at all. An exception (a
 * {@link com.appaloft.domain.shared.Refusal} included) undoes everything. Where another process won a race, the work is run again from the start,
 * so it must read what it decides on inside; after several lost races it ends with {@code coordination_timeout}.
 */
public interface UnitOfWork {
    <T> T perform(Supplier<T> work);

    default void run(Runnable work) {
        perform(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}

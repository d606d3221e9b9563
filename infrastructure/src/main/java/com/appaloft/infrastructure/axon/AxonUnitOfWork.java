package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Axon unit of work on one Spring transaction, run again from the start where another one was faster. */
final class AxonUnitOfWork implements UnitOfWork {
    static final int TRIES = 8;
    private static final Logger log = LoggerFactory.getLogger(AxonUnitOfWork.class);

    private final TransactionManager transactions;
    private final CommitNotices notices;

    AxonUnitOfWork(TransactionManager transactions, CommitNotices notices) {
        this.transactions = transactions;
        this.notices = notices;
    }

    @Override
    public <T> T perform(Supplier<T> work) {
        if (CurrentUnitOfWork.isStarted()) {
            return work.get();
        }
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (LostRace.noConnection(e)) {
                    log.warn("No connection to the database in time.", e);
                    break;
                }
                if (!LostRace.caused(e)) {
                    throw e;
                }
                log.debug("A unit of work lost a race and is run again, try {}.", tried, e);
                pause(tried);
            }
        }
        throw Problem.of(
                        ProblemCode.COORDINATION_TIMEOUT,
                        "Too many commands change the same thing right now and nothing was done; send it again in a moment.")
                .asRefusal();
    }

    private <T> T once(Supplier<T> work) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        try {
            unit.attachTransaction(transactions);
        } catch (RuntimeException e) {
            if (unit.isActive()) {
                unit.rollback(e);
            }
            throw e;
        }
        var result = unit.executeWithResult(work::get, RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw asThrown(result.exceptionResult());
        }
        notices.committed(unit);
        return result.getPayload();
    }

    private static RuntimeException asThrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    private static void pause(int tried) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, 4L << tried));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to run a unit of work again", e);
        }
    }
}

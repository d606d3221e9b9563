package com.appaloft.infrastructure.axon;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a unit of work that lost against another one, and may win when run again, from one that is broken. */
final class LostRace {
    /** Duplicate key, serialization failure, deadlock, lock not available in time. */
    private static final Set<String> STATES = Set.of("23505", "40001", "40P01", "55P03");

    private LostRace() {}

    static boolean caused(Throwable thrown) {
        var seen = new HashSet<Throwable>();
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            if (t instanceof ConcurrencyException
                    || t instanceof AggregateStreamCreationException
                    || (t instanceof SQLException sql && STATES.contains(String.valueOf(sql.getSQLState())))) {
                return true;
            }
        }
        return false;
    }

    /** Whether no connection to the database was to be had in time; nothing was done then. */
    static boolean noConnection(Throwable thrown) {
        return thrown instanceof CannotCreateTransactionException;
    }
}

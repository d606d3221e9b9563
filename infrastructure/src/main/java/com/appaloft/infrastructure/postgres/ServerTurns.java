package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.ServerId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one at a time work on a server, in all processes. Whoever does holds a lock of its process and one of the database, by a
 * connection that is none of the pool: work on servers takes long, and everything else needs the pool meanwhile.
 */
final class ServerTurns {
    private static final int AT_ONCE = 16;
    private static final String TOO_LONG = "55P03";
    private static final String CONNECT_SECONDS = "10";

    private static final Logger log = LoggerFactory.getLogger(ServerTurns.class);

    private final Map<ServerId, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Semaphore connections = new Semaphore(AT_ONCE, true);
    private final Database database;
    private final Duration longest;

    /** @param longest how long anybody waits for a turn */
    ServerTurns(Database database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    /** @throws BackendFailure {@code proxy-not-ready} where there is no turn in time, or the database gives none */
    <T> T alone(ServerId server, Supplier<T> work) {
        long end = System.nanoTime() + longest.toNanos();
        var mine = turns.computeIfAbsent(server, s -> new ReentrantLock(true));
        await(server, () -> mine.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        try {
            await(server, () -> connections.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            try {
                return aloneOfAllProcesses(server, end, work);
            } finally {
                connections.release();
            }
        } finally {
            mine.unlock();
        }
    }

    /** Something that there may be too little of. */
    @FunctionalInterface
    private interface Wait {
        boolean isOver() throws InterruptedException;
    }

    private static void await(ServerId server, Wait wait) {
        try {
            if (!wait.isOver()) {
                throw tooBusy(server, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooBusy(server, e);
        }
    }

    /** Of one process only one waits for the lock, so that those who wait keep no connections. */
    private <T> T aloneOfAllProcesses(ServerId server, long end, Supplier<T> work) {
        var connection = connected(server);
        try {
            lock(connection, server, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
            return work.get();
        } finally {
            close(connection, server);
        }
    }

    private Connection connected(ServerId server) {
        var properties = new Properties();
        if (database.user() != null) {
            properties.setProperty("user", database.user());
        }
        if (database.password() != null) {
            properties.setProperty("password", database.password());
        }
        properties.setProperty("ApplicationName", "appaloft-turns");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        // longer than anybody waits for the lock
        properties.setProperty("socketTimeout", String.valueOf(longest.toSeconds() + 30));
        try {
            return DriverManager.getConnection(database.url(), properties);
        } catch (SQLException e) {
            throw noTurn(server, e);
        }
    }

    /** The database learns within half a minute that a machine is gone, which has the turn, and not from its system's two hours. */
    private static void lock(Connection connection, ServerId server, Duration atMost) {
        try {
            connection.setAutoCommit(false);
            try (var settings = connection.prepareStatement("""
                    select set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', '0', true),
                      set_config('tcp_keepalives_idle', '10', true), set_config('tcp_keepalives_interval', '5', true),
                      set_config('tcp_keepalives_count', '3', true)""")) {
                settings.setString(1, atMost.toMillis() + "ms");
                settings.execute();
            }
            try (var locking = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                locking.setString(1, "edge of " + server.value());
                locking.execute();
            }
        } catch (SQLException e) {
            throw TOO_LONG.equals(e.getSQLState()) ? tooBusy(server, e) : noTurn(server, e);
        }
    }

    /** The lock goes with the connection, whichever way that goes. */
    private static void close(Connection connection, ServerId server) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.warn("The connection of a turn at {} did not end well: {}", server, e.getMessage());
        }
    }

    private static BackendFailure tooBusy(ServerId server, @Nullable Exception cause) {
        return new BackendFailure(
                FailureCode.PROXY_NOT_READY,
                "Others have been telling the proxy of " + server + " something for too long; try again.",
                null,
                cause);
    }

    private static BackendFailure noTurn(ServerId server, SQLException cause) {
        return new BackendFailure(
                FailureCode.PROXY_NOT_READY,
                "The database gives no turn at the proxy of " + server + "; try again.",
                cause.getMessage(),
                cause);
    }
}

package com.appaloft.infrastructure.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that does nothing but listen to one channel, and is made anew whenever it is lost. It blocks until there is a notice;
 * when it was quiet for long it asks whether the server is still there.
 */
final class ListeningConnection implements AutoCloseable {
    /**
     * When a server that says nothing is asked whether it is there, and how long any of its answers may take.
     *
     * @param quiet may be longer than an answer takes
     */
    record Patience(Duration quiet, int answerSeconds) {}

    static final String APPLICATION = "appaloft-listener";
    private static final Logger log = LoggerFactory.getLogger(ListeningConnection.class);
    private static final Patience USUAL = new Patience(Duration.ofSeconds(15), 5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Database database;
    private final String channel;
    private final Consumer<@Nullable String> heard;
    private final Patience patience;
    private final Thread thread;
    private volatile @Nullable Connection current;
    private volatile boolean closed;
    private Duration pause = FIRST_PAUSE;
    private boolean lost;

    private ListeningConnection(
            Database database, String channel, Consumer<@Nullable String> heard, Patience patience) {
        this.database = database;
        this.channel = channel;
        this.heard = heard;
        this.patience = patience;
        this.thread = Thread.ofVirtual().name("listening-connection").unstarted(this::listenAlways);
    }

    /** @param heard is given the payload of every notice, or null where notices may have been missed */
    static ListeningConnection open(Database database, String channel, Consumer<@Nullable String> heard) {
        return open(database, channel, heard, USUAL);
    }

    static ListeningConnection open(
            Database database, String channel, Consumer<@Nullable String> heard, Patience patience) {
        var listening = new ListeningConnection(database, channel, heard, patience);
        listening.thread.start();
        return listening;
    }

    private void listenAlways() {
        while (!closed) {
            try (var connection = connect()) {
                current = connection;
                listen(connection);
            } catch (Throwable e) {
                // also an error: without this thread no commit of another process is ever heard again
                if (!closed) {
                    said(e);
                    rest();
                }
            }
        }
    }

    /** Once, until it is connected again. */
    private void said(Throwable e) {
        if (!lost) {
            lost = true;
            log.warn("Not listening for commits of other processes, until connected again.", e);
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        heard.accept(null);
        pause = FIRST_PAUSE;
        lost = false;
        var notified = connection.unwrap(PGConnection.class);
        while (!closed) {
            var notices =
                    notified.getNotifications(Math.toIntExact(patience.quiet().toMillis()));
            if (notices != null && notices.length > 0) {
                for (var notice : notices) {
                    heard.accept(notice.getParameter());
                }
            } else if (!connection.isValid(patience.answerSeconds())) {
                throw new SQLException("the server does not answer any more");
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        if (database.user() != null) {
            properties.setProperty("user", database.user());
        }
        if (database.password() != null) {
            properties.setProperty("password", database.password());
        }
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        // who is silent while connecting, or to a statement, counts as gone; waiting for notices has a limit of its own
        var answer = String.valueOf(patience.answerSeconds());
        properties.setProperty("connectTimeout", answer);
        properties.setProperty("loginTimeout", answer);
        properties.setProperty("socketTimeout", answer);
        return DriverManager.getConnection(database.url(), properties);
    }

    private void rest() {
        try {
            Thread.sleep(pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        } catch (InterruptedException e) {
            // only close() interrupts
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            var open = current;
            if (open != null) {
                open.abort(Runnable::run);
            }
            thread.join(Duration.ofSeconds(2));
        } catch (SQLException e) {
            log.debug("The listening connection was gone already.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

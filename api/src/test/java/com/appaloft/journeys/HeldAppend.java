package com.appaloft.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Keeps a control plane waiting in the database exactly where it appends one kind of event, for as long as this is open. */
final class HeldAppend implements AutoCloseable {
    private static final int LOCK = 20_261_123;

    private final Connection holder;

    private HeldAppend(Connection holder) {
        this.holder = holder;
    }

    /** @param payloadType the stored name of the event */
    static HeldAppend of(Path data, String payloadType) throws SQLException, IOException {
        var holder = connect(data);
        execute(holder, "select pg_advisory_lock(" + LOCK + ")");
        execute(holder, """
                create function test_hold() returns trigger language plpgsql as
                $$ begin perform pg_advisory_xact_lock(%d); return new; end $$""".formatted(LOCK));
        execute(holder, """
                create trigger test_hold before insert on domain_event
                for each row when (new.payload_type = '%s') execute function test_hold()""".formatted(payloadType));
        return new HeldAppend(holder);
    }

    /** Until the control plane stands before that append. */
    void awaitWaiting() {
        Awaitility.await("the append is waiting")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> someoneWaits());
    }

    private boolean someoneWaits() throws SQLException {
        try (var statement = holder.createStatement();
                var rows = statement.executeQuery(
                        "select exists (select from pg_locks where locktype = 'advisory' and objid = " + LOCK
                                + " and not granted)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Nothing of this stays in the database; whoever waited goes on, or finds that its client is gone. */
    @Override
    public void close() throws SQLException {
        try (holder) {
            execute(holder, "select pg_advisory_unlock(" + LOCK + ")");
            execute(holder, "drop trigger test_hold on domain_event");
            execute(holder, "drop function test_hold()");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The database that the control plane keeps in its data directory. */
    private static Connection connect(Path data) throws SQLException, IOException {
        var port =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(3);
        var password = Files.readString(data.resolve("database.password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres", "postgres", password);
    }
}

package com.appaloft.infrastructure.postgres;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other processes on the same database that something was committed, and hears it from them, by LISTEN/NOTIFY. A notice says
 * nothing but who sent it, so that a process does not hear itself.
 */
@Component
public class NoticeChannel implements SmartLifecycle {
    static final String NAME = "appaloft_events";

    private final JdbcClient jdbc;
    private final Database database;
    private final String self = UUID.randomUUID().toString();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ListeningConnection listening;

    NoticeChannel(JdbcClient jdbc, Database database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Is heard elsewhere once the transaction around it is committed, and never if it is undone. */
    public void announce() {
        jdbc.sql("select pg_notify(?, ?)").params(NAME, self).query().singleRow();
    }

    /** Runs on every notice of another process, and whenever notices may have been missed; must return at once. */
    public void hear(Runnable listener) {
        listeners.add(listener);
    }

    private void heard(@Nullable String sender) {
        if (!self.equals(sender)) {
            listeners.forEach(Runnable::run);
        }
    }

    @Override
    public void start() {
        listening = ListeningConnection.open(database, NAME, this::heard);
    }

    @Override
    public void stop() {
        var running = listening;
        listening = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }
}

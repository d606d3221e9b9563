package com.appaloft.infrastructure.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL server per test JVM, its zone not UTC, and a fresh empty database for whoever asks. */
public final class PostgresForTests {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private PostgresForTests() {}

    /** A database nobody else uses; connect with {@code url()}, which carries its credentials. */
    public record Fresh(String url) {
        public DataSource dataSource() {
            var source = new PGSimpleDataSource();
            source.setUrl(url);
            return source;
        }
    }

    public static Fresh fresh() {
        var name = "test_" + COUNT.incrementAndGet();
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Fresh(Server.RUNNING.getJdbcUrl("postgres", name));
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "Asia/Kathmandu")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

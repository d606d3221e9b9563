package com.appaloft.infrastructure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.infrastructure.system.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of our own: private, durable, and found again whatever happened to the control plane. */
class EmbeddedDatabaseTest {
    @TempDir
    private Path home;

    @Test
    void itIsPrivateDurableAndLasting() throws Exception {
        try (var directory = DataDirectory.claim(home)) {
            try (var database = EmbeddedDatabase.start(directory)) {
                assertThat(ask(database, "show fsync")).isEqualTo("on");
                assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
                assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(ask(database, "show unix_socket_directories")).isEmpty();
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
                assertThat(permissions(home)).isEqualTo("rwx------");
                assertThat(permissions(home.resolve("database.password"))).isEqualTo("rw-------");
                tell(database, "create table kept (a int)");
            }
            assertThat(LeftoverServer.find(home.resolve("postgres/data"))).isEmpty();
            try (var again = EmbeddedDatabase.start(directory)) {
                assertThat(ask(again, "select count(*) from kept")).isEqualTo("0");
            }
        }
    }

    @Test
    void aServerThatOutlivedAKilledControlPlaneIsStoppedAndItsDataKept() throws Exception {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holding.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolveSibling(home.getFileName() + ".out").toFile())
                .start();
        try {
            var ready = home.resolve("ready");
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ready) || !child.isAlive());
            assertThat(ready).exists();
            assertThatThrownBy(() -> DataDirectory.claim(home))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Another control plane is running on the data directory");
        } finally {
            child.destroyForcibly().waitFor();
        }
        var orphan = LeftoverServer.find(home.resolve("postgres/data")).orElseThrow();
        try (var directory = DataDirectory.claim(home);
                var database = EmbeddedDatabase.start(directory)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(ask(database, "select a from kept")).isEqualTo("42");
        }
    }

    @Test
    void whereItCannotStartOneSentenceSaysWhatToDo() throws Exception {
        try (var directory = DataDirectory.claim(home)) {
            Files.createDirectories(home.resolve("postgres"));
            Files.createFile(home.resolve("postgres/complete"));
            Files.createFile(home.resolve("postgres/data"));
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set APPALOFT_DATABASE_URL=jdbc:postgresql://");
        }
    }

    @Test
    void aUrlOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> new Database.OfYourOwn("postgres://x", null, null))
                .hasMessageContaining("jdbc:postgresql://");
    }

    /** A control plane that only holds the database, to be killed. */
    static final class Holding {
        public static void main(String[] arguments) throws Exception {
            var home = Path.of(arguments[0]);
            var database = EmbeddedDatabase.start(DataDirectory.claim(home));
            tell(database, "create table kept as select 42 as a");
            Files.createFile(home.resolve("ready"));
            Thread.sleep(600_000);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String ask(Database database, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(Database database, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.createStatement().execute(statement);
        }
    }
}

package com.appaloft.infrastructure.postgres;

import com.appaloft.infrastructure.system.DataDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL server of our own: loopback only, password from the first moment, every commit on disk, its data and its
 * programs inside the data directory.
 */
final class EmbeddedDatabase implements Database {
    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD_FILE = "database.password";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts it, after stopping one that an earlier control plane left behind.
     *
     * @throws IllegalStateException with one sentence if it cannot run here
     */
    static EmbeddedDatabase start(DataDirectory directory) {
        var home = directory.directory("postgres");
        var password = directory
                .secretFile(PASSWORD_FILE, EmbeddedDatabase::freshPassword)
                .strip();
        try {
            var data = home.resolve("data");
            LeftoverServer.stop(data);
            var complete = home.resolve("complete");
            if (!Files.exists(complete)) {
                FileSystemUtils.deleteRecursively(data);
            }
            var server = settings(home, data, directory.path().resolve(PASSWORD_FILE), password)
                    .start();
            if (!Files.exists(complete)) {
                Files.createFile(complete);
            }
            return new EmbeddedDatabase(server, password);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL cannot start in " + home + " (" + cause(e)
                            + "); set APPALOFT_DATABASE_URL=jdbc:postgresql://… to use a server of your own.",
                    e);
        }
    }

    private static EmbeddedPostgres.Builder settings(Path home, Path data, Path passwordFile, String password) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("programs").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100");
    }

    private static String cause(Throwable e) {
        var chain = new ArrayList<Throwable>();
        for (Throwable t = e; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain.stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null)
                .map(message -> message.lines().findFirst().orElse("").strip())
                .min(Comparator.comparingInt(String::length))
                .orElseGet(() -> e.getClass().getSimpleName());
    }

    private static String freshPassword() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes) + "\n";
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public String user() {
        return SUPERUSER;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop.", e);
        }
    }
}

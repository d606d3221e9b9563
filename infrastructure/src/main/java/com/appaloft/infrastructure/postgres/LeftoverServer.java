package com.appaloft.infrastructure.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that outlived the control plane that started it (kill -9) and still runs on its data. */
final class LeftoverServer {
    private static final Logger log = LoggerFactory.getLogger(LeftoverServer.class);

    private LeftoverServer() {}

    /**
     * Stops it if there is one: a fast shutdown, then an immediate one.
     *
     * @throws IllegalStateException if it does not stop
     */
    static void stop(Path data) throws IOException {
        var process = find(data);
        if (process.isEmpty()) {
            return;
        }
        long pid = process.get().pid();
        log.info("Stopping the database server {} that an earlier control plane left running.", pid);
        for (var signal : List.of("INT", "QUIT")) {
            signal(signal, pid);
            if (gone(process.get(), Duration.ofSeconds(10))) {
                return;
            }
        }
        throw new IllegalStateException("The database server " + pid
                + " that an earlier control plane left running does not stop; end it and start again.");
    }

    /** The process named by {@code postmaster.pid}, if it lives and really is a PostgreSQL server of this data. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        if (!first.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(first)).filter(process -> serves(process, data));
    }

    private static boolean serves(ProcessHandle process, Path data) {
        if (!process.isAlive()) {
            return false;
        }
        var proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            var line = Files.isReadable(proc)
                    ? Files.readString(proc).replace('\0', ' ')
                    : process.info().commandLine().orElse("");
            return line.contains("postgres") && line.contains(data.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping a leftover database server", e);
        }
    }

    private static boolean gone(ProcessHandle process, Duration within) {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }
}

package com.appaloft.journeys;

import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The packaged control plane as a process of its own, on a data directory that outlives it, so that it can be killed. */
final class ControlPlaneProcess implements AutoCloseable {
    static final String TOKEN = "journey-token-0123456789abcdef0123456789abcdef";
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path data;
    private final Path output;
    private final int port;
    private final Map<String, String> settings;
    private Process process;

    ControlPlaneProcess() {
        this(Map.of());
    }

    /** @param settings more of its environment */
    ControlPlaneProcess(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
        try {
            data = Files.createTempDirectory("appaloft-journey");
            output = data.resolve("output.log");
            port = FreePorts.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    Api api() {
        return new Api("http://127.0.0.1:" + port, TOKEN);
    }

    Path data() {
        return data;
    }

    String installation() {
        try {
            return Files.readString(data.resolve("installation-id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar().toString());
        var environment = command.environment();
        environment.put("APPALOFT_DATA_DIR", data.toString());
        environment.put("APPALOFT_HTTP_PORT", Integer.toString(port));
        environment.put("APPALOFT_ADMIN_TOKEN", TOKEN);
        environment.putAll(settings);
        command.redirectErrorStream(true);
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    /** As a power cut would: no goodbye. */
    void killHard() {
        process.destroyForcibly();
        awaitEnd();
    }

    void stop() {
        process.destroy();
        awaitEnd();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        try (var engine = new Engine()) {
            engine.removeAllOf(installation());
        }
        deleteData();
    }

    private void awaitReady() {
        var ready = new CountDownLatch(1);
        var reader = process.inputReader();
        Thread.ofVirtual().start(() -> {
            try (reader;
                    var log = Files.newBufferedWriter(
                            output, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                for (String line; (line = reader.readLine()) != null; ) {
                    log.write(line);
                    log.newLine();
                    log.flush();
                    if (line.startsWith("ready http://")) {
                        ready.countDown();
                    }
                }
            } catch (IOException ended) {
                // the process is gone, and with it its output
            }
        });
        try {
            for (long end = System.nanoTime() + START_LIMIT.toNanos(); System.nanoTime() < end; ) {
                if (ready.await(200, TimeUnit.MILLISECONDS)) {
                    return;
                }
                if (!process.isAlive()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("the control plane did not become ready:\n" + output());
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteData() {
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a temporary folder that stays is no failure of the journey
        }
    }

    private static Path jar() {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(f -> f.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("the packaged control plane is missing: run mvn package first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

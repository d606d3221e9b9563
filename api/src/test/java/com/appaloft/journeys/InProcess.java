package com.appaloft.journeys;

import com.appaloft.api.ControlPlane;
import com.appaloft.application.runtime.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The control plane inside the test, on its real database, with one more kind of server whose host follows a script. */
final class InProcess implements AutoCloseable {
    static final String KIND = "scripted";

    /** Adds the scripted host beside the real backends. */
    static class ScriptedHost {
        @Bean
        FakeBackend scriptedBackend() {
            return HOST.get();
        }
    }

    private static final ThreadLocal<FakeBackend> HOST = new ThreadLocal<>();

    private final FakeBackend host;
    private final String databaseUrl;
    private final List<String> settings;
    private final List<Class<?>> more;
    private final Path data;
    private final int port = Site.freePort();
    private ConfigurableApplicationContext context;

    InProcess() {
        this(new FakeBackend(KIND), "");
    }

    /** @param databaseUrl of a server that somebody else runs */
    InProcess(FakeBackend host, String databaseUrl) {
        this(host, databaseUrl, List.of());
    }

    /** @param settings {@code name=value} */
    InProcess(FakeBackend host, String databaseUrl, List<String> settings) {
        this(host, databaseUrl, settings, List.of());
    }

    /** @param more that the application consists of, beside its own parts */
    InProcess(FakeBackend host, String databaseUrl, List<String> settings, List<Class<?>> more) {
        this.host = host;
        this.settings = settings;
        this.more = more;
        this.databaseUrl = databaseUrl;
        try {
            data = Files.createTempDirectory("appaloft-in-process");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    void start() {
        HOST.set(host);
        var all = new ArrayList<String>(List.of(
                "--APPALOFT_DATA_DIR=" + data,
                "--APPALOFT_DATABASE_URL=" + databaseUrl,
                "--APPALOFT_HTTP_PORT=" + port,
                "--APPALOFT_ADMIN_TOKEN=" + ControlPlaneProcess.TOKEN));
        settings.forEach(setting -> all.add("--" + setting));
        context = new SpringApplicationBuilder(ControlPlane.class, ScriptedHost.class)
                .sources(more.toArray(Class<?>[]::new))
                .run(all.toArray(String[]::new));
    }

    void stop() {
        context.close();
    }

    FakeBackend host() {
        return host;
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    Api api() {
        return new Api("http://127.0.0.1:" + port, ControlPlaneProcess.TOKEN);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a temporary folder that stays is no failure of the test
        }
    }
}

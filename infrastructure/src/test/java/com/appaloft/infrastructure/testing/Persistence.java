package com.appaloft.infrastructure.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.runtime.RuntimeConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The event store, the queue and the tables of one control plane process on a database for tests. */
public final class Persistence implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Persistence(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it as a process of its own would, with these beans in addition. */
    public static Persistence on(PostgresForTests.Fresh database, Class<?>... more) {
        return on(database, TestFolders.make("appaloft-test"), List.of(), more);
    }

    /** As {@link #on(PostgresForTests.Fresh, Class[])}, with a given data directory and more settings {@code name=value}. */
    public static Persistence on(
            PostgresForTests.Fresh database, Path dataDirectory, List<String> settings, Class<?>... more) {
        var all = new ArrayList<>(settings);
        all.addAll(List.of(
                "spring.main.banner-mode=off",
                "spring.main.register-shutdown-hook=false",
                "APPALOFT_DATABASE_URL=" + database.url(),
                "APPALOFT_DATA_DIR=" + dataDirectory));
        var sources = new ArrayList<Class<?>>(List.of(more));
        sources.add(Scanned.class);
        var builder = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new));
        keepLogging(builder.application());
        return new Persistence(builder.run());
    }

    /** Several that start at once would set up the one logging of this process together, which Spring cannot. */
    private static void keepLogging(SpringApplication application) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var others = new ArrayList<>(application.getListeners());
        others.removeIf(LoggingApplicationListener.class::isInstance);
        application.setListeners(others);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** How many rows the query counts. */
    public long count(String table) {
        return bean(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration
    @ComponentScan({
        "com.appaloft.infrastructure.axon",
        "com.appaloft.infrastructure.postgres",
        "com.appaloft.infrastructure.execution",
        "com.appaloft.infrastructure.system",
        "com.appaloft.infrastructure.secrets"
    })
    @Import(RuntimeConfiguration.class)
    static class Scanned {}
}

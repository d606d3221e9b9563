package com.appaloft.infrastructure.testing;

import com.appaloft.infrastructure.postgres.PostgresForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The event store, the queue and the tables of one control plane process on a database for tests. */
public final class Persistence implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Persistence(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it as a process of its own would, with these beans in addition. */
    public static Persistence on(PostgresForTests.Fresh database, Class<?>... more) {
        try {
            var sources = new ArrayList<Class<?>>(List.of(more));
            sources.add(Scanned.class);
            return new Persistence(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.main.banner-mode=off",
                            "logging.level.root=warn",
                            "spring.main.register-shutdown-hook=false",
                            "APPALOFT_DATABASE_URL=" + database.url(),
                            "APPALOFT_DATA_DIR=" + Files.createTempDirectory("appaloft-test"))
                    .run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    static class Scanned {}
}

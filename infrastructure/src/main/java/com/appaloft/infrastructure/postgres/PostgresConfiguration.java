package com.appaloft.infrastructure.postgres;

import com.appaloft.infrastructure.system.DataDirectory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Opens the database named by {@code APPALOFT_DATABASE_URL}, else starts the embedded one. */
@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {
    private static final int CONNECTIONS = 16;
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    @Bean(destroyMethod = "close")
    Database database(Environment environment, DataDirectory directory) {
        var url = environment.getProperty("APPALOFT_DATABASE_URL", "");
        return url.isBlank()
                ? EmbeddedDatabase.start(directory)
                : new Database.OfYourOwn(
                        url,
                        environment.getProperty("APPALOFT_DATABASE_USER"),
                        environment.getProperty("APPALOFT_DATABASE_PASSWORD"));
    }

    /** Waiting for a lock is bounded, so that no unit of work can hang behind another one. */
    @Bean
    HikariDataSource dataSource(Database database) {
        var config = new HikariConfig();
        config.setPoolName("appaloft");
        config.setJdbcUrl(database.url());
        if (database.user() != null) {
            config.setUsername(database.user());
        }
        if (database.password() != null) {
            config.setPassword(database.password());
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        config.setConnectionInitSql("set lock_timeout = '5s'");
        config.addDataSourceProperty("ApplicationName", "appaloft");
        return new HikariDataSource(config);
    }

    @Bean
    ServerTurns serverTurns(Database database) {
        return new ServerTurns(database, LONGEST_TURN);
    }
}

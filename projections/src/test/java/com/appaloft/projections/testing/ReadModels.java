package com.appaloft.projections.testing;

import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every read model of this module in a database of its own, whose sessions live half an hour off the full hour. */
public final class ReadModels {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final PlanRecorder plans;

    public ReadModels() {
        plans = new PlanRecorder(database());
        Flyway.configure()
                .dataSource(plans)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        context.registerBean(DataSource.class, () -> plans);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(plans));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(plans));
        context.scan("com.appaloft.projections");
        context.refresh();
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    public PlanRecorder plans() {
        return plans;
    }

    /** Feeds the event to every projector in one transaction, as the append does. */
    public void project(RecordedEvent recorded) {
        inTransaction(() -> projectors().forEach(p -> p.project(recorded)));
    }

    public void clear() {
        inTransaction(() -> projectors().forEach(Projector::clear));
    }

    /** Empties every read model and fills it again. */
    public void rebuild(List<RecordedEvent> log) {
        inTransaction(() -> {
            projectors().forEach(Projector::clear);
            log.forEach(recorded -> projectors().forEach(p -> p.project(recorded)));
        });
    }

    /** Every row of every table, as text. */
    public Map<String, List<String>> rows() {
        var tables = jdbc().sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_name <> 'flyway_schema_history'
                        """).query(String.class).list();
        var rows = new TreeMap<String, List<String>>();
        tables.forEach(table -> rows.put(
                table,
                jdbc().sql("select t::text from " + table + " t order by 1")
                        .query(String.class)
                        .list()));
        return rows;
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(get(PlatformTransactionManager.class)).executeWithoutResult(status -> work.run());
    }

    private List<Projector> projectors() {
        return context.getBeanProvider(Projector.class).orderedStream().toList();
    }

    private static DataSource database() {
        var name = "read_models_" + DATABASES.incrementAndGet();
        JdbcClient.create(Server.ENGINE.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        var config = new HikariConfig();
        config.setJdbcUrl(Server.ENGINE.getJdbcUrl("postgres", name));
        config.setMaximumPoolSize(2);
        config.setConnectionInitSql("set time zone 'Asia/Kolkata'");
        return new HikariDataSource(config);
    }

    private static final class Server {
        static final EmbeddedPostgres ENGINE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Routes in PostgreSQL; whoever is alone with a server holds a lock of its process and one of the database as long as it works. */
@Component
class JdbcEdgeRoutes implements EdgeRoutes {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<ServerId, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate locking;
    private final TransactionTemplate writing;

    JdbcEdgeRoutes(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.locking = separate(transactions);
        this.writing = separate(transactions);
    }

    private static TransactionTemplate separate(PlatformTransactionManager transactions) {
        var template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }

    @Override
    public Optional<Kept> of(SlotId slot) {
        return jdbc.sql("select * from edge_route where slot_id = ?")
                .param(slot.value())
                .query(JdbcEdgeRoutes::kept)
                .optional();
    }

    @Override
    public List<Kept> on(ServerId server) {
        return jdbc.sql("select * from edge_route where server_id = ? order by host")
                .param(server.value())
                .query(JdbcEdgeRoutes::kept)
                .list();
    }

    @Override
    public void keep(Kept kept) {
        var now = kept.now();
        var before = kept.before();
        writing.executeWithoutResult(status -> jdbc.sql("""
                insert into edge_route (slot_id, server_id, host, deployment_id, upstream,
                    before_host, before_deployment_id, before_upstream)
                values (:slot, :server, :host, :attempt, :upstream, :beforeHost, :beforeAttempt, :beforeUpstream)
                on conflict (slot_id) do update set server_id = excluded.server_id, host = excluded.host,
                    deployment_id = excluded.deployment_id, upstream = excluded.upstream,
                    before_host = excluded.before_host, before_deployment_id = excluded.before_deployment_id,
                    before_upstream = excluded.before_upstream""")
                .param("slot", now.slot().value())
                .param("server", kept.server().value())
                .param("host", now.host())
                .param("attempt", now.attempt().value())
                .param("upstream", now.upstream())
                .param("beforeHost", before == null ? null : before.host())
                .param("beforeAttempt", before == null ? null : before.attempt().value())
                .param("beforeUpstream", before == null ? null : before.upstream())
                .update());
    }

    @Override
    public void forget(SlotId slot) {
        writing.executeWithoutResult(status -> jdbc.sql("delete from edge_route where slot_id = ?")
                .param(slot.value())
                .update());
    }

    @Override
    public <T> T alone(ServerId server, Supplier<T> work) {
        var mine = turns.computeIfAbsent(server, s -> new ReentrantLock(true));
        try {
            if (!mine.tryLock(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw tooBusy(server, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooBusy(server, e);
        }
        try {
            return aloneOfAllProcesses(server, work);
        } finally {
            mine.unlock();
        }
    }

    /** Of one process only one waits for the lock, so that those who wait keep no connections. */
    private <T> T aloneOfAllProcesses(ServerId server, Supplier<T> work) {
        return locking.execute(status -> {
            try {
                jdbc.sql("select set_config('lock_timeout', ?, true)")
                        .param(LONGEST.toSeconds() + "s")
                        .query((row, n) -> 1)
                        .single();
                jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                        .param("edge of " + server.value())
                        .query((row, n) -> 1)
                        .single();
            } catch (PessimisticLockingFailureException | QueryTimeoutException e) {
                throw tooBusy(server, e);
            }
            return work.get();
        });
    }

    private static BackendFailure tooBusy(ServerId server, @Nullable Exception cause) {
        return new BackendFailure(
                FailureCode.PROXY_NOT_READY,
                "Others have been telling the proxy of " + server + " something for too long; try again.",
                null,
                cause);
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        var slot = new SlotId(row.getString("slot_id"));
        return new Kept(
                new ServerId(row.getString("server_id")),
                new Route(
                        slot,
                        row.getString("host"),
                        new DeploymentId(row.getString("deployment_id")),
                        row.getString("upstream")),
                before(slot, row));
    }

    private static @Nullable Route before(SlotId slot, ResultSet row) throws SQLException {
        var attempt = row.getString("before_deployment_id");
        return attempt == null
                ? null
                : new Route(
                        slot,
                        row.getString("before_host"),
                        new DeploymentId(attempt),
                        row.getString("before_upstream"));
    }
}

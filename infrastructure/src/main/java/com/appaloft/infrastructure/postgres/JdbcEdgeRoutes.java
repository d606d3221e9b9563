package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Routes in PostgreSQL. */
@Component
class JdbcEdgeRoutes implements EdgeRoutes {
    private final JdbcClient jdbc;
    private final TransactionTemplate writing;
    private final ServerTurns turns;

    JdbcEdgeRoutes(JdbcClient jdbc, PlatformTransactionManager transactions, ServerTurns turns) {
        this.jdbc = jdbc;
        this.writing = separate(transactions);
        this.turns = turns;
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
        return turns.alone(server, work);
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

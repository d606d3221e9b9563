package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.sql.Columns;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the ledger what retention is judged on: whole histories of single resources. */
@Component
public final class RetentionQueries {
    /** @param supersededBy the newer attempt it was canceled for, if it was */
    public record Past(Deployment deployment, @Nullable DeploymentId supersededBy) {}

    private final JdbcClient jdbc;

    RetentionQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The resources with archived attempts that ended before the cut-off. */
    public List<ResourceId> resourcesWithArchived(PruneScope scope) {
        var resource = scope.resource();
        var deployment = scope.deployment();
        return jdbc.sql("""
                select distinct resource_id from attempt_ledger
                where archived_at is not null and finished_at < :before
                  and (cast(:resource as text) is null or resource_id = :resource)
                  and (cast(:deployment as text) is null or deployment_id = :deployment)
                order by resource_id
                """)
                .param("before", Columns.time(scope.before()))
                .param("resource", resource == null ? null : resource.value())
                .param("deployment", deployment == null ? null : deployment.value())
                .query((row, n) -> new ResourceId(row.getString("resource_id")))
                .list();
    }

    public List<SlotId> slotsOf(ResourceId resource) {
        return jdbc.sql("select distinct slot_id from attempt_ledger where resource_id = ? order by slot_id")
                .param(resource.value())
                .query((row, n) -> new SlotId(row.getString("slot_id")))
                .list();
    }

    /** Every attempt of the resource, newest first. */
    public List<Past> of(ResourceId resource) {
        return jdbc.sql("""
                select * from attempt_ledger where resource_id = :resource and sequence > -2
                order by created_at desc, deployment_id desc
                """)
                .param("resource", resource.value())
                .query((row, n) -> {
                    var by = row.getString("superseded_by");
                    return new Past(LedgerRow.view(row, n).state(), by == null ? null : new DeploymentId(by));
                })
                .list();
    }

    public boolean has(DeploymentId id) {
        return jdbc.sql("select exists (select from attempt_ledger where deployment_id = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** An active attempt without a snapshot may have captured it and not yet said so. Reads every snapshot: for who tidies up. */
    public boolean needArchive(String digest) {
        return jdbc.sql("""
                select exists (select from attempt_ledger
                    where position(:digest in snapshot::text) > 0 or snapshot is null and finished_at is null)
                """).param("digest", digest).query(Boolean.class).single();
    }

    /** Whatever looks like a digest in any snapshot. Reads every snapshot: for who tidies up. */
    public Set<String> neededArchives() {
        return Set.copyOf(jdbc.sql("""
                select distinct found[1] from attempt_ledger,
                    regexp_matches(snapshot::text, 'sha256:[0-9a-f]{64}', 'g') as found
                """).query(String.class).list());
    }
}

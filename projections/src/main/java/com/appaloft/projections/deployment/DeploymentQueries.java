package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.paging.Cursor;
import com.appaloft.projections.paging.NewestFirst;
import com.appaloft.projections.paging.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the ledger; every answer reads a bounded number of rows, whatever the history. */
@Component
public final class DeploymentQueries {
    private final JdbcClient jdbc;

    DeploymentQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which attempts a list is about; an absent value is no condition.
     *
     * @param slot only those of this slot, e.g. of one preview
     * @param withoutPreviews only those of resources themselves
     * @param includeArchived whether those that were hidden are listed as well
     */
    public record Filter(
            @Nullable ResourceId resourceId,
            @Nullable Status status,
            @Nullable SlotId slot,
            boolean withoutPreviews,
            boolean includeArchived) {
        public static final Filter ALL = new Filter(null, null);

        /** Archived attempts and those of previews included. */
        public Filter(@Nullable ResourceId resourceId, @Nullable Status status) {
            this(resourceId, status, null, false, true);
        }

        /** The predicate of the index made for these very conditions (see the migration of the ledger); always true. */
        private @Nullable String index() {
            if (withoutPreviews) {
                return "not starts_with(slot_id, '" + SlotId.PREVIEW + "')";
            }
            if (slot != null) {
                return null;
            }
            if (resourceId == null && status == null) {
                return includeArchived ? "sequence > -1" : "sequence > -3";
            }
            if (resourceId == null || status == null) {
                return includeArchived ? "sequence > -2" : "sequence > -4";
            }
            return includeArchived ? null : "sequence > -5";
        }
    }

    public Optional<DeploymentView> find(DeploymentId id) {
        return jdbc.sql("select * from attempt_ledger where deployment_id = :id")
                .param("id", id.value())
                .query(LedgerRow::view)
                .optional();
    }

    /** Newest first; at most 100. A cursor that is none of ours is refused as {@code validation_error}. */
    public Page<DeploymentView> page(Filter filter, int limit, @Nullable String cursor) {
        var resource = filter.resourceId();
        var status = filter.status();
        return NewestFirst.of("select * from attempt_ledger", "created_at", "deployment_id", DeploymentId::new)
                .where("resource_id", resource == null ? null : resource.value())
                .where("slot_id", filter.slot() == null ? null : filter.slot().value())
                .where("status", status == null ? null : status.wire())
                .when(filter.includeArchived() ? null : "archived_at is null")
                .when(filter.index())
                .page(jdbc, LedgerRow::view, v -> new Cursor(v.createdAt(), v.id().value()), limit, cursor);
    }

    /** The attempts of a slot that succeeded, those that finished last first; at most 100. */
    public List<DeploymentView> candidates(SlotId slot, int limit) {
        return jdbc.sql("""
                select * from attempt_ledger where slot_id = :slot and status = 'succeeded'
                order by finished_at desc, deployment_id desc limit :rows
                """)
                .param("slot", slot.value())
                .param("rows", Math.clamp(limit, 1, NewestFirst.MOST))
                .query(LedgerRow::view)
                .list();
    }

    /** How many attempts of a slot succeeded, of all there ever were. */
    public long candidateCount(SlotId slot) {
        return jdbc.sql("select count from candidate_count where slot_id = :slot")
                .param("slot", slot.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The attempts that have not ended, oldest first. */
    public List<DeploymentId> activeOn(ServerId server) {
        return jdbc.sql("""
                select deployment_id from attempt_ledger where server_id = :server and finished_at is null
                order by created_at, deployment_id
                """)
                .param("server", server.value())
                .query((row, n) -> new DeploymentId(row.getString("deployment_id")))
                .list();
    }

    /**
     * The artifacts on a server that ended attempts refer to, each once with the tag of the attempt that ended last, in the order
     * of their ids; hops from one to the next, so that many attempts with one artifact cost no more than one.
     *
     * @param after the last one seen; absent starts at the first
     * @param limit how many at most, up to 100
     */
    public List<Artifact> artifactsOn(ServerId server, @Nullable ArtifactId after, int limit) {
        return jdbc.sql("""
                with recursive artifact as (
                    (select server_id, artifact_id, image_id, repo_digest, keep_tag, artifact_services from attempt_ledger
                     where server_id = :server and artifact_id > :after
                       and artifact_id is not null and finished_at is not null
                     order by artifact_id, finished_at desc, deployment_id desc limit 1)
                    union all
                    select next.* from artifact, lateral (
                        select server_id, artifact_id, image_id, repo_digest, keep_tag, artifact_services from attempt_ledger
                        where server_id = :server and artifact_id > artifact.artifact_id
                          and artifact_id is not null and finished_at is not null
                        order by artifact_id, finished_at desc, deployment_id desc limit 1) next)
                select * from artifact limit :rows
                """)
                .param("server", server.value())
                .param("after", after == null ? "" : after.value())
                .param("rows", Math.clamp(limit, 1, NewestFirst.MOST))
                .query((row, number) -> LedgerRow.artifact(row))
                .list();
    }
}

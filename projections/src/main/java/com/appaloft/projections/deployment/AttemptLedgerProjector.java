package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the ledger: each attempt's row is its state, folded on by the same history that the stream is folded by. */
@Component
final class AttemptLedgerProjector implements Projector {
    private final JdbcClient jdbc;

    AttemptLedgerProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        switch (recorded.event()) {
            case DeploymentEvent.Requested requested -> insert(requested, recorded.sequence());
            case DeploymentEvent event -> {
                var state = DeploymentHistory.evolve(current(event), event);
                update(state, recorded.sequence());
                if (event instanceof DeploymentEvent.Succeeded) {
                    count(state);
                }
                if (event instanceof DeploymentEvent.Canceled canceled && canceled.supersededBy() != null) {
                    supersede(canceled.deploymentId(), canceled.supersededBy());
                }
            }
            case RetentionEvent.Pruned pruned -> remove(pruned.deploymentId());
            default -> {}
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from attempt_ledger").update();
        jdbc.sql("delete from candidate_count").update();
    }

    private Deployment current(DeploymentEvent event) {
        return jdbc.sql("select * from attempt_ledger where deployment_id = :id")
                .param("id", event.deploymentId().value())
                .query(LedgerRow::view)
                .single()
                .state();
    }

    private void insert(DeploymentEvent.Requested e, long sequence) {
        var candidate = e.trigger().candidate();
        var source = e.trigger().source();
        jdbc.sql("""
                insert into attempt_ledger (deployment_id, resource_id, project_id, environment_id, server_id,
                    destination_id, slot_id, trigger_kind, source_deployment_id, candidate_deployment_id, intent, reuse,
                    profile_version, source_summary, status, created_at, last_progress_at, sequence)
                values (:id, :resource, :project, :environment, :server, :destination, :slot, :trigger, :source,
                    :candidate, :intent::json, :reuse::json, :version, :summary, 'created', :at, :at, :sequence)
                """)
                .param("id", e.deploymentId().value())
                .param("resource", e.resourceId().value())
                .param("project", e.projectId().value())
                .param("environment", e.environmentId().value())
                .param("server", e.serverId().value())
                .param("destination", e.destinationId().value())
                .param("slot", e.slotId().value())
                .param("trigger", e.trigger().wire())
                .param("source", source == null ? null : source.value())
                .param("candidate", candidate == null ? null : candidate.value())
                .param("intent", StoredJson.write(e.intent()))
                .param("reuse", StoredJson.writeOrNull(e.reuse()))
                .param("version", e.intent().profile().version())
                .param("summary", Columns.text(e.intent().profile().source().summary()))
                .param("at", Columns.time(e.at()))
                .param("sequence", sequence)
                .update();
    }

    private void update(Deployment state, long sequence) {
        jdbc.sql("""
                update attempt_ledger set
                    status = :status, phase = :phase, phase_started_at = :phaseStarted, snapshot = :snapshot::json,
                    artifact_id = :artifact, image_id = :image, repo_digest = :digest, keep_tag = :tag, artifact_services = :services::json,
                    data_marker = :marker, access_url = :url, failure_phase = :failurePhase, failure_code = :failureCode,
                    failure_message = :failureMessage, failure_evidence = :failureEvidence, cancel_cause = :cause,
                    interrupted_explanation = :explanation, started_at = coalesce(started_at, :phaseStarted),
                    finished_at = :finished, last_progress_at = :progress, archived_at = :archived, sequence = :sequence
                where deployment_id = :id
                """)
                .params(LedgerColumns.changing(state))
                .param("id", state.id().value())
                .param("sequence", sequence)
                .update();
    }

    private void count(Deployment succeeded) {
        jdbc.sql("""
                insert into candidate_count (slot_id, count) values (:slot, 1)
                on conflict (slot_id) do update set count = candidate_count.count + 1
                """)
                .param("slot", succeeded.attempt().request().slotId().value())
                .update();
    }

    private void supersede(DeploymentId attempt, DeploymentId by) {
        jdbc.sql("update attempt_ledger set superseded_by = :by where deployment_id = :id")
                .param("by", by.value())
                .param("id", attempt.value())
                .update();
    }

    /** What succeeded no longer counts; in a rebuild there is nothing left to take away. */
    private void remove(DeploymentId pruned) {
        jdbc.sql("""
                with gone as (delete from attempt_ledger where deployment_id = :id returning slot_id, status)
                update candidate_count set count = count - 1
                where slot_id = (select slot_id from gone where status = 'succeeded')
                """).param("id", pruned.value()).update();
        jdbc.sql("delete from candidate_count where count = 0").update();
    }
}

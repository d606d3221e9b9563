package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads a row of the ledger back into the state it was written from. */
final class LedgerRow {
    private LedgerRow() {}

    static DeploymentView view(ResultSet row, int number) throws SQLException {
        return new DeploymentView(state(row), Columns.instantOrNull(row, "started_at"), row.getLong("sequence"));
    }

    static Artifact artifact(ResultSet row) throws SQLException {
        return new Artifact(
                new ArtifactId(row.getString("artifact_id")),
                new ServerId(row.getString("server_id")),
                row.getString("image_id"),
                row.getString("repo_digest"),
                row.getString("keep_tag"),
                services(row.getString("artifact_services")));
    }

    private static @Nullable Map<String, Artifact.ServiceImage> services(@Nullable String json) {
        return json == null ? null : StoredJson.read(json, new TypeReference<Map<String, Artifact.ServiceImage>>() {});
    }

    private static Deployment state(ResultSet row) throws SQLException {
        var attempt = attempt(row);
        var status = Status.ofWire(row.getString("status")).orElseThrow();
        return switch (status) {
            case CREATED -> new Deployment.Created(attempt);
            case PLANNING -> new Deployment.Planning(attempt);
            case PLANNED -> new Deployment.Planned(attempt);
            case RUNNING -> new Deployment.Running(attempt);
            case CANCEL_REQUESTED -> new Deployment.CancelRequested(attempt, row.getString("cancel_cause"));
            case SUCCEEDED, FAILED, CANCELED, INTERRUPTED, ROLLED_BACK -> ended(status, attempt, row);
        };
    }

    private static Deployment ended(Status status, Attempt attempt, ResultSet row) throws SQLException {
        var at = Columns.instant(row, "finished_at");
        return switch (status) {
            case SUCCEEDED -> new Deployment.Succeeded(attempt, row.getString("access_url"), at);
            case FAILED -> new Deployment.Failed(attempt, failure(row), at);
            case CANCELED -> new Deployment.Canceled(attempt, row.getString("cancel_cause"), at);
            case INTERRUPTED -> new Deployment.Interrupted(attempt, row.getString("interrupted_explanation"), at);
            case ROLLED_BACK -> new Deployment.RolledBack(attempt, failure(row), at);
            case CREATED, PLANNING, PLANNED, RUNNING, CANCEL_REQUESTED ->
                throw new IllegalStateException(status + " has not ended");
        };
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                request(row),
                StoredJson.readOrNull(row.getString("snapshot"), Snapshot.class),
                row.getString("artifact_id") == null ? null : artifact(row),
                phase(row.getString("phase")),
                Columns.instantOrNull(row, "phase_started_at"),
                Columns.instant(row, "last_progress_at"),
                Columns.instantOrNull(row, "archived_at"));
    }

    private static DeploymentEvent.Requested request(ResultSet row) throws SQLException {
        return new DeploymentEvent.Requested(
                new DeploymentId(row.getString("deployment_id")),
                new ResourceId(row.getString("resource_id")),
                new ProjectId(row.getString("project_id")),
                new EnvironmentId(row.getString("environment_id")),
                new ServerId(row.getString("server_id")),
                new DestinationId(row.getString("destination_id")),
                new SlotId(row.getString("slot_id")),
                trigger(row),
                StoredJson.read(row.getString("intent"), Intent.class),
                StoredJson.readOrNull(row.getString("reuse"), Artifact.class),
                Columns.instant(row, "created_at"));
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        var kind = row.getString("trigger_kind");
        var source = row.getString("source_deployment_id");
        var from = source == null ? null : new DeploymentId(source);
        var candidate = row.getString("candidate_deployment_id");
        var to = candidate == null ? null : new DeploymentId(candidate);
        return switch (kind) {
            case "create" -> new Trigger.Create();
            case "preview" -> new Trigger.Preview();
            case "retry" -> new Trigger.Retry(new DeploymentId(source), to);
            case "redeploy" -> new Trigger.Redeploy(from);
            case "force-redeploy" -> new Trigger.ForceRedeploy(from);
            case "rollback" -> new Trigger.Rollback(new DeploymentId(source), new DeploymentId(candidate));
            default -> throw new IllegalStateException("no trigger " + kind);
        };
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(
                wired(Phase.values(), Phase::wire, row.getString("failure_phase")),
                wired(FailureCode.values(), FailureCode::wire, row.getString("failure_code")),
                row.getString("failure_message"),
                row.getString("failure_evidence"));
    }

    private static @Nullable Phase phase(@Nullable String wire) {
        return wire == null ? null : wired(Phase.values(), Phase::wire, wire);
    }

    private static <T> T wired(T[] values, Function<T, String> wire, String name) {
        return Arrays.stream(values)
                .filter(v -> wire.apply(v).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name));
    }
}

package com.appaloft.projections.deployment;

import com.appaloft.domain.deployment.Attempt;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the ledger that change in the life of an attempt, from its state. */
final class LedgerColumns {
    private LedgerColumns() {}

    static Map<String, @Nullable Object> changing(Deployment state) {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("status", state.status().wire());
        columns.put("finished", state instanceof Deployment.Ended e ? Columns.time(e.finishedAt()) : null);
        columns.put("url", state instanceof Deployment.Succeeded s ? s.accessUrl() : null);
        columns.put("explanation", state instanceof Deployment.Interrupted i ? Columns.text(i.explanation()) : null);
        columns.put("cause", Columns.text(cancelCause(state)));
        progress(columns, state.attempt());
        failure(columns, state);
        return columns;
    }

    private static void progress(Map<String, @Nullable Object> columns, Attempt attempt) {
        var phase = attempt.phase();
        var snapshot = attempt.snapshot();
        var artifact = attempt.artifact();
        columns.put("phase", phase == null ? null : phase.wire());
        columns.put("phaseStarted", Columns.timeOrNull(attempt.phaseStartedAt()));
        columns.put("progress", Columns.time(attempt.lastProgressAt()));
        columns.put("archived", Columns.timeOrNull(attempt.archivedAt()));
        columns.put("snapshot", StoredJson.writeOrNull(snapshot));
        columns.put(
                "marker",
                snapshot == null ? null : Columns.text(snapshot.runtime().dataMarker()));
        columns.put("artifact", artifact == null ? null : artifact.id().value());
        columns.put("image", artifact == null ? null : artifact.imageId());
        columns.put("digest", artifact == null ? null : artifact.repoDigest());
        columns.put("tag", artifact == null ? null : artifact.keepTag());
        columns.put("services", artifact == null ? null : StoredJson.writeOrNull(artifact.services()));
    }

    private static void failure(Map<String, @Nullable Object> columns, Deployment state) {
        var failure = state.failureOrNull();
        columns.put("failurePhase", failure == null ? null : failure.phase().wire());
        columns.put("failureCode", failure == null ? null : failure.code().wire());
        columns.put("failureMessage", failure == null ? null : Columns.text(failure.message()));
        columns.put("failureEvidence", failure == null ? null : Columns.text(failure.evidence()));
    }

    private static @Nullable String cancelCause(Deployment state) {
        return switch (state) {
            case Deployment.CancelRequested s -> s.cause();
            case Deployment.Canceled s -> s.cause();
            case Deployment.Active s -> null;
            case Deployment.Ended s -> null;
        };
    }
}

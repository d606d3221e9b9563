package com.appaloft.domain.recovery;

import com.appaloft.domain.shared.Reason;
import com.appaloft.domain.shared.Reason.Category;
import org.jspecify.annotations.Nullable;

/** Every reason readiness can give, with its stable code and what to do about it (SPEC §3). */
public enum RecoveryReason {
    ATTEMPT_NOT_TERMINAL(
            "attempt-not-terminal",
            Category.BLOCKED,
            "attempt",
            true,
            "The attempt is still active: follow it, or cancel it if it is stuck."),
    ATTEMPT_STATUS_NOT_RECOVERABLE(
            "attempt-status-not-recoverable",
            Category.BLOCKED,
            "attempt",
            false,
            "There is nothing to retry: redeploy the resource or roll back instead."),
    FAILURE_NOT_RETRIABLE(
            "failure-not-retriable",
            Category.BLOCKED,
            "attempt",
            false,
            "The same input would fail again: fix the source or the profile, then redeploy."),
    SNAPSHOT_MISSING(
            "snapshot-missing",
            Category.BLOCKED,
            "snapshot",
            false,
            "Its snapshot is not complete: redeploy the resource or choose another candidate."),
    ENVIRONMENT_SNAPSHOT_MISSING(
            "environment-snapshot-missing",
            Category.BLOCKED,
            "snapshot",
            false,
            "Part of its configuration no longer exists: redeploy the resource or choose another candidate."),
    RUNTIME_TARGET_MISSING(
            "runtime-target-missing",
            Category.BLOCKED,
            "target",
            false,
            "The server or destination is no longer registered: register it, or move the resource."),
    RUNTIME_TARGET_UNREACHABLE(
            "runtime-target-unreachable",
            Category.WARNING,
            "target",
            true,
            "The server did not answer when last asked: run the connectivity check."),
    RUNTIME_ARTIFACT_MISSING(
            "runtime-artifact-missing",
            Category.BLOCKED,
            "artifact",
            false,
            "The image is no longer on the server: choose another candidate or redeploy."),
    ARTIFACT_DIGEST_MISMATCH(
            "artifact-digest-mismatch",
            Category.BLOCKED,
            "artifact",
            false,
            "The name of the image now points at other content: choose another candidate or redeploy."),
    ARTIFACT_UNVERIFIED(
            "artifact-unverified",
            Category.BLOCKED,
            "artifact",
            true,
            "The server could not be asked recently whether the image is there: ask again with verify=live."),
    ROLLBACK_CANDIDATE_NOT_SUCCESSFUL(
            "rollback-candidate-not-successful",
            Category.BLOCKED,
            "candidate",
            false,
            "Only a successful attempt can be rolled back to: choose another, or redeploy."),
    ROLLBACK_CANDIDATE_EXPIRED(
            "rollback-candidate-expired",
            Category.BLOCKED,
            "artifact",
            false,
            "Retention has let go of its image: choose another candidate or redeploy."),
    ATTEMPT_ARCHIVED(
            "attempt-archived",
            Category.INFO,
            "candidate",
            false,
            "It is archived: hidden from the default history, and still there in full."),
    ROLLBACK_CANDIDATE_TARGET_MISMATCH(
            "rollback-candidate-target-mismatch",
            Category.BLOCKED,
            "candidate",
            false,
            "The candidate ran somewhere else: choose a candidate of the same project, environment and server."),
    ROLLBACK_CANDIDATE_IDENTICAL(
            "rollback-candidate-identical",
            Category.WARNING,
            "candidate",
            false,
            "It is what serves now; rolling back to it only restarts it."),
    STATEFUL_DATA_ROLLBACK_UNSUPPORTED(
            "stateful-data-rollback-unsupported",
            Category.BLOCKED,
            "candidate",
            false,
            "Its data marker differs from a later success: the data would have to go back, which is not done here. Choose a "
                    + "candidate with the same marker, redeploy, or restore the data yourself and deploy that version anew."),
    STATEFUL_DATA_NOT_RESTORED(
            "stateful-data-not-restored",
            Category.INFO,
            "candidate",
            false,
            "Volumes are attached: only the workload goes back, the data stays as it is."),
    RESOURCE_PROFILE_INVALID(
            "resource-profile-invalid",
            Category.BLOCKED,
            "profile",
            false,
            "The resource's profile cannot be deployed: fix it with resources configure."),
    RESOURCE_PROFILE_DRIFTED(
            "resource-profile-drifted",
            Category.BLOCKED,
            "profile",
            false,
            "The source declares something else than the profile, or is another project: look with resources show --check, then "
                    + "take it over with resources configure --from-source, or relink."),
    RESOURCE_RUNTIME_BUSY(
            "resource-runtime-busy",
            Category.BLOCKED,
            "admission",
            true,
            "Another attempt holds the runtime slot: wait for it or cancel it."),
    PREVIEW_CLEANED_UP(
            "preview-cleaned-up",
            Category.BLOCKED,
            "admission",
            false,
            "The preview is cleaned up or is being cleaned up: deploy it anew with preview deploy."),
    ENVIRONMENT_LOCKED(
            "environment-locked",
            Category.BLOCKED,
            "admission",
            false,
            "The environment is locked: unlock it to start new attempts."),
    READINESS_STALE(
            "readiness-stale",
            Category.BLOCKED,
            "admission",
            true,
            "The marker is older than the state: read readiness again and decide anew.");

    private final String code;
    private final Category category;
    private final String phase;
    private final boolean retriable;
    private final String advice;

    RecoveryReason(String code, Category category, String phase, boolean retriable, String advice) {
        this.code = code;
        this.category = category;
        this.phase = phase;
        this.retriable = retriable;
        this.advice = advice;
    }

    public String code() {
        return code;
    }

    public Category category() {
        return category;
    }

    public String advice() {
        return advice;
    }

    /** The reason as an answer shows it, about something. */
    public Reason about(@Nullable String deploymentId, @Nullable String entityId, @Nullable String entityType) {
        return new Reason(code, category, phase, retriable, advice, deploymentId, entityId, entityType);
    }
}

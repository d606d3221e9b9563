package com.appaloft.api.problem;

import com.appaloft.domain.shared.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to do next after a problem, as commands to type; names the ids of the request where its path has them. */
final class NextActions {
    private static final Pattern DEPLOYMENT = Pattern.compile("/api/deployments/(dep_[0-9a-z_]{1,120})(/.*)?");
    private static final Pattern RESOURCE = Pattern.compile("/api/resources/(res_[0-9a-z_]{1,120})(/.*)?");

    private NextActions() {}

    static List<String> after(ProblemCode code, @Nullable String path) {
        return switch (code) {
            case DEPLOYMENT_NOT_RETRYABLE,
                    DEPLOYMENT_NOT_REDEPLOYABLE,
                    DEPLOYMENT_NOT_ROLLBACK_READY,
                    DEPLOYMENT_ROLLBACK_CANDIDATE_NOT_FOUND,
                    DEPLOYMENT_RECOVERY_STATE_STALE ->
                List.of("appaloft deployments recovery-readiness " + named(DEPLOYMENT, path, "<deploymentId>"));
            case DEPLOYMENT_CANCEL_NOT_ALLOWED, DEPLOYMENT_ARCHIVE_NOT_ALLOWED, CONFIRMATION_MISMATCH ->
                List.of("appaloft deployments show " + named(DEPLOYMENT, path, "<deploymentId>"));
            case RESOURCE_CONTEXT_MISMATCH, SOURCE_RELINK_CONFLICT ->
                List.of("appaloft resources show " + named(RESOURCE, path, "<resourceId>"));
            case DOMAIN_TAKEN -> List.of("appaloft domains list " + named(RESOURCE, path, "<resourceId>"));
            case SERVER_BUSY -> List.of("appaloft deployments list");
            case SERVER_NOT_ANSWERING -> List.of("appaloft servers test <serverId>");
            case SERVER_DEACTIVATED -> List.of("appaloft servers register");
            case ARTIFACT_RELEASED -> List.of("appaloft artifacts list");
            case PREVIEW_NOT_FOUND, PREVIEW_CLEANUP_FAILED -> List.of("appaloft preview list");
            case IDEMPOTENCY_KEY_REUSED,
                    COORDINATION_TIMEOUT,
                    STREAM_LIMIT_REACHED,
                    VALIDATION_ERROR,
                    NOT_FOUND,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    INTERNAL_ERROR -> List.of();
        };
    }

    private static String named(Pattern route, @Nullable String path, String otherwise) {
        var match = route.matcher(path == null ? "" : path);
        return match.matches() ? match.group(1) : otherwise;
    }
}

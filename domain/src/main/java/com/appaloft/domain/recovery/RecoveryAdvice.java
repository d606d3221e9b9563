package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.FailureCode.Category;
import com.appaloft.domain.shared.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the next steps: what to look at first, then a command only where readiness allows it. */
final class RecoveryAdvice {
    private RecoveryAdvice() {}

    static List<RecommendedAction> actions(
            RecoveryFacts facts,
            Verdict retry,
            Verdict redeploy,
            @Nullable DeploymentId candidate,
            RecoveryReadiness.Cancel cancel) {
        var id = facts.attempt().id().value();
        var resource = facts.resource().resourceId().value();
        var actions = new ArrayList<RecommendedAction>(queries(facts, id, resource));
        if (cancel.recommended() && cancel.activeDeploymentId() != null) {
            var active = cancel.activeDeploymentId().value();
            actions.add(command(
                    "deployments.cancel",
                    "Cancel the stalled attempt",
                    "/api/deployments/" + active + "/cancel",
                    "deployments cancel " + active + " --confirm " + active));
        }
        var failure = facts.attempt().failure();
        if (failure != null && failure.category() == Category.SOURCE_UNREADABLE) {
            // changes what later deployments read and deploys nothing, so no reason of readiness can block it
            actions.add(command(
                    "resources.source.relink",
                    "Point the resource at a source that can be read; see first what would change",
                    "/api/resources/" + resource + "/source/relink",
                    "resources relink " + resource + " --expected-current <kind>:<locator> --to <kind>:<locator>"
                            + " --expected-environment " + facts.resource().environmentId() + " --confirm " + resource
                            + " --dry-run"));
        }
        if (retry.allowed()) {
            actions.add(command(
                    "deployments.retry",
                    "Retry from its snapshot",
                    "/api/deployments/" + id + "/retry",
                    "deployments retry " + id));
        }
        if (candidate != null) {
            actions.add(command(
                    "deployments.rollback",
                    "Roll back to " + candidate,
                    "/api/deployments/" + id + "/rollback",
                    "deployments rollback " + id + " --candidate " + candidate));
        }
        if (redeploy.allowed()) {
            actions.add(redeploy(facts.resource()));
        }
        return List.copyOf(actions);
    }

    /** What was decided on an attempt of a preview must not deploy the resource itself. */
    private static RecommendedAction redeploy(ResourceFacts facts) {
        var resource = facts.resourceId().value();
        var preview = facts.preview();
        if (preview == null) {
            return command(
                    "deployments.redeploy",
                    "Deploy the current profile again",
                    "/api/resources/" + resource + "/redeploy",
                    "deployments redeploy " + resource);
        }
        var name = preview.name();
        return command(
                "deployments.redeploy",
                "Deploy the preview again",
                "/api/previews/" + name.of(facts.resourceId()) + "/redeploy",
                "preview deploy --resource " + resource + " --preview "
                        + name.type().wire() + " --preview-id " + name.id());
    }

    private static List<RecommendedAction> queries(RecoveryFacts facts, String id, String resource) {
        var queries = new ArrayList<RecommendedAction>();
        var failure = facts.attempt().failure();
        var category = failure == null ? null : failure.category();
        var logs = query(
                "deployments.logs", "Read the logs", "/api/deployments/" + id + "/logs", "deployments logs " + id);
        if (category == Category.HEALTH_CHECK_FAILED) {
            queries.add(logs);
            queries.add(query(
                    "resources.health",
                    "Look at the health of what runs",
                    "/api/resources/" + resource + "/health",
                    "resources health " + resource));
        }
        if (category == Category.EXECUTION_FAILED || !facts.resource().targetReachable()) {
            var server = facts.resource().serverId().value();
            queries.add(query(
                    "servers.test",
                    "Run the connectivity check",
                    "/api/servers/" + server + "/test",
                    "servers test " + server));
        }
        queries.add(query("deployments.show", "Open the attempt", "/api/deployments/" + id, "deployments show " + id));
        queries.add(query(
                "deployments.timeline",
                "Read what happened",
                "/api/deployments/" + id + "/timeline",
                "deployments timeline " + id));
        if (!queries.contains(logs)) {
            queries.add(logs);
        }
        queries.add(query(
                "resources.diagnostic-summary",
                "Run the diagnosis",
                "/api/resources/" + resource + "/diagnostic-summary",
                "resources diagnose " + resource));
        return queries;
    }

    private static RecommendedAction query(String operation, String label, String href, String cli) {
        return new RecommendedAction(operation, false, label, href, "appaloft " + cli);
    }

    private static RecommendedAction command(String operation, String label, String href, String cli) {
        return new RecommendedAction(operation, true, label, href, "appaloft " + cli);
    }
}

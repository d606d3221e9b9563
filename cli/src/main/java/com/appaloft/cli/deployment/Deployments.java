package com.appaloft.cli.deployment;

import com.appaloft.cli.diagnosis.DiagnosisText;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked about attempts, and the commands that make new ones. */
@Command(
        name = "deployments",
        description = "Attempts: create, look at, follow and recover them.",
        mixinStandardHelpOptions = true)
public final class Deployments {

    @Command(description = "Deploy a resource as its profile is now.", mixinStandardHelpOptions = true)
    int create(
            @Mixin Session session,
            @Mixin Submission submission,
            @Parameters(paramLabel = "<resourceId>") String resourceId) {
        var body = Json.object().put("resourceId", resourceId);
        return submission.send(session, Route.to("deployments"), body, "Deployment");
    }

    @Command(description = "List attempts, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource,
            @Option(names = "--status", paramLabel = "<status>") @Nullable String status,
            @Option(names = "--limit", paramLabel = "<n>") @Nullable Integer limit,
            @Option(names = "--cursor", paramLabel = "<cursor>") @Nullable String cursor,
            @Option(names = "--include-archived") boolean archived,
            @Option(names = "--without-previews", description = "Only the resources' own history.")
                    boolean withoutPreviews) {
        var answer = session.api()
                .get(Route.to("deployments")
                        .with("resourceId", resource)
                        .with("status", status)
                        .with("limit", limit)
                        .with("cursor", cursor)
                        .with("includeArchived", archived ? true : null)
                        .with("includePreviews", withoutPreviews ? false : null));
        return session.tell(answer, screen -> DeploymentText.list(screen, answer.json()));
    }

    @Command(description = "Show one attempt.", mixinStandardHelpOptions = true)
    int show(@Mixin Session session, @Parameters(paramLabel = "<deploymentId>") String id) {
        var answer = session.api().get(Route.to("deployments", id));
        return session.tell(answer, screen -> DeploymentText.show(screen, answer.json()));
    }

    @Command(
            name = "recovery-readiness",
            description = "Whether this attempt can be retried, redeployed, rolled back or canceled, and why not.",
            mixinStandardHelpOptions = true)
    int recoveryReadiness(
            @Mixin Session session,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--verify", paramLabel = "live", description = "live: ask the host now.") @Nullable
                    String verify,
            @Option(names = "--max-candidates", paramLabel = "<n>") @Nullable Integer maxCandidates,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource) {
        var answer = session.api()
                .get(Route.to("deployments", id, "recovery-readiness")
                        .with("resourceId", resource)
                        .with("maxCandidates", maxCandidates)
                        .with("verify", verify));
        return session.tell(answer, screen -> ReadinessText.tell(screen, answer.json()));
    }

    @Command(description = "What happened in an attempt, event by event.", mixinStandardHelpOptions = true)
    int timeline(
            @Mixin Session session,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--after", paramLabel = "<cursor>") @Nullable String after,
            @Option(names = "--limit", paramLabel = "<n>") @Nullable Integer limit,
            @Option(names = "--follow", description = "Print events as they come until the attempt ends.")
                    boolean follow) {
        if (follow) {
            return new Following(session, id).events(after);
        }
        var answer = session.api()
                .get(Route.to("deployments", id, "timeline")
                        .with("after", after)
                        .with("limit", limit));
        return session.tell(
                answer,
                screen -> answer.json().path("items").forEach(item -> screen.say(DeploymentText.event(screen, item))));
    }

    @Command(
            description =
                    "What differs between an attempt and the current profile and configuration, or another attempt.",
            mixinStandardHelpOptions = true)
    int diff(
            @Mixin Session session,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--against", paramLabel = "current|<deploymentId>", defaultValue = "current")
                    String against) {
        var answer = session.api().get(Route.to("deployments", id, "diff").with("against", against));
        return session.tell(answer, screen -> DiffText.tell(screen, answer.json()));
    }

    @Command(description = "Run the checks now and say what to do first.", mixinStandardHelpOptions = true)
    int diagnose(@Mixin Session session, @Parameters(paramLabel = "<deploymentId>") String id) {
        var answer = session.api().get(Route.to("deployments", id, "diagnostic-summary"));
        return session.tell(answer, screen -> DiagnosisText.tell(screen, answer.json()));
    }

    @Command(description = "What an attempt printed.", mixinStandardHelpOptions = true)
    int logs(
            @Mixin Session session,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--after", paramLabel = "<seq>") @Nullable String after,
            @Option(names = "--tail", paramLabel = "<n>") @Nullable Integer tail,
            @Option(names = "--follow", description = "Print lines as they come until the attempt ends.")
                    boolean follow) {
        if (follow) {
            return new Following(session, id).logs(after, tail);
        }
        var answer = session.api()
                .get(Route.to("deployments", id, "logs").with("after", after).with("tail", tail));
        return session.tell(
                answer,
                screen ->
                        answer.json().path("items").forEach(line -> screen.say(DeploymentText.logLine(screen, line))));
    }

    @Command(
            description = "A new attempt from a failed, interrupted or canceled attempt's snapshot.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin Session session,
            @Mixin Submission submission,
            @Parameters(paramLabel = "<deploymentId>") String id) {
        return submission.send(session, Route.to("deployments", id, "retry"), Json.object(), "Retry");
    }

    @Command(description = "A new attempt from the resource's current profile.", mixinStandardHelpOptions = true)
    int redeploy(
            @Mixin Session session, @Mixin Submission submission, @Parameters(paramLabel = "<resourceId>") String id) {
        return submission.send(session, Route.to("resources", id, "redeploy"), Json.object(), "Redeploy");
    }

    @Command(
            name = "force-redeploy",
            description = "As redeploy, but builds without cache and pulls again.",
            mixinStandardHelpOptions = true)
    int forceRedeploy(
            @Mixin Session session, @Mixin Submission submission, @Parameters(paramLabel = "<resourceId>") String id) {
        return submission.send(session, Route.to("resources", id, "force-redeploy"), Json.object(), "Redeploy");
    }

    @Command(
            description = "A new attempt from a successful attempt's snapshot and artifact.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin Session session,
            @Mixin Submission submission,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--candidate", required = true, paramLabel = "<candidateDeploymentId>") String candidate) {
        var body = Json.object().put("rollbackCandidateDeploymentId", candidate);
        return submission.send(session, Route.to("deployments", id, "rollback"), body, "Rollback");
    }

    @Command(description = "Stop one attempt that has not ended; deletes nothing.", mixinStandardHelpOptions = true)
    int cancel(
            @Mixin Session session,
            @Mixin Submission submission,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--confirm", required = true, paramLabel = "<deploymentId>") String confirm) {
        var body = Json.object().put("confirm", confirm);
        return submission.sendCancel(session, Route.to("deployments", id, "cancel"), body, id);
    }

    @Command(
            description = "Hide an ended attempt from the default history; deletes nothing.",
            mixinStandardHelpOptions = true)
    int archive(
            @Mixin Session session,
            @Parameters(paramLabel = "<deploymentId>") String id,
            @Option(names = "--confirm", required = true, paramLabel = "<deploymentId>") String confirm,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource) {
        var body = Json.object().put("confirm", confirm);
        if (resource != null) {
            body.put("resourceId", resource);
        }
        var answer = session.api().post(Route.to("deployments", id, "archive"), body);
        return session.tell(
                answer,
                screen -> screen.say(Screen.clean(answer.id()) + " is archived since "
                        + screen.moment(answer.json().path("archivedAt").asString("")) + "; nothing was deleted."));
    }

    @Command(
            description =
                    "Delete archived attempts older than a cut-off that nothing needs; only shows them unless told otherwise.",
            mixinStandardHelpOptions = true)
    int prune(
            @Mixin Session session,
            @Option(names = "--before", required = true, paramLabel = "<iso>") String before,
            @Option(
                            names = "--dry-run",
                            negatable = true,
                            arity = "0..1",
                            defaultValue = "true",
                            fallbackValue = "true",
                            description = "--no-dry-run or --dry-run=false deletes; without it nothing is.")
                    boolean dryRun,
            @Option(names = "--deployment", paramLabel = "<deploymentId>") @Nullable String deployment,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource,
            @Option(names = "--server", paramLabel = "<serverId>") @Nullable String server) {
        var body = Json.object().put("before", before).put("dryRun", dryRun);
        put(body, "deploymentId", deployment);
        put(body, "resourceId", resource);
        put(body, "serverId", server);
        var answer = session.api().post(Route.to("deployments", "prune"), body);
        return session.tell(answer, screen -> PruneText.tell(screen, answer.json()));
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}

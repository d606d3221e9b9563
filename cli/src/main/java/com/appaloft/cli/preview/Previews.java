package com.appaloft.cli.preview;

import com.appaloft.cli.deployment.Following;
import com.appaloft.cli.http.Answer;
import com.appaloft.cli.http.Api;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.resource.Source;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import com.appaloft.cli.terminal.Table;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Deployments for a pull request, a branch or a trial, beside what a resource runs itself. */
@Command(
        name = "preview",
        description = "Previews of a resource: deploy, list and clean them up. Production is never touched.",
        mixinStandardHelpOptions = true)
public final class Previews {
    private static final int ACCEPTED = 202;

    @Command(description = "Create a preview or bring it up to date.", mixinStandardHelpOptions = true)
    int deploy(
            @Mixin Session session,
            @Mixin Name name,
            @Option(
                            names = "--source",
                            paramLabel = "<kind>:<locator>",
                            description = "For this preview only; the resource's own source stays as it is.")
                    @Nullable
                    String source,
            @Option(names = "--ttl", paramLabel = "<seconds>", description = "Cleaned up by itself this long after.")
                    @Nullable
                    Integer ttl,
            @Option(names = "--follow", description = "Print progress until the attempt ends.") boolean follow) {
        var body = name.json();
        if (source != null) {
            body.set("source", Source.typed(session, null, source).json());
        }
        if (ttl != null) {
            body.put("ttlSeconds", ttl);
        }
        var answer = session.api().post(Route.to("previews"), oneKey(), body);
        var attempt = Json.text(answer.json(), "/deploymentId");
        if (follow && !attempt.isEmpty()) {
            session.progress().say("Preview " + Screen.clean(answer.id()) + ": attempt " + Screen.clean(attempt) + ".");
            return new Following(session, attempt).untilSucceeded();
        }
        return session.tell(
                answer,
                screen -> screen.say(
                        "Preview " + Screen.clean(name.toString()) + " accepted; watch it with `appaloft deployments"
                                + " timeline " + Screen.clean(attempt) + " --follow`."));
    }

    @Command(
            description = "Stop a preview's workload, remove its address and let go of its images. May be run again.",
            mixinStandardHelpOptions = true)
    int cleanup(@Mixin Session session, @Mixin Name name) {
        var answer = clean(session, name);
        while (answer.status() == ACCEPTED) {
            session.progress().say("Still cleaning up.");
            answer = clean(session, name);
        }
        var done = answer.json();
        return session.tell(answer, screen -> told(screen, name, done));
    }

    /** Asking again joins what is under way. */
    private static Answer clean(Session session, Name name) {
        return session.api().post(Route.to("previews", "cleanup"), oneKey(), name.json());
    }

    private static void told(Screen screen, Name name, JsonNode done) {
        if (Json.text(done, "/status").equals("already-clean")) {
            screen.say("Preview " + Screen.clean(name.toString()) + " is clean already; nothing was done.");
            return;
        }
        done.path("steps")
                .forEach(step -> screen.say(screen.good(String.format("%-18s", Screen.clean(Json.text(step, "/step"))))
                        + " " + Screen.clean(Json.text(step, "/detail"))));
        screen.say("Preview " + Screen.clean(name.toString()) + " is cleaned up.");
    }

    @Command(description = "List previews, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource,
            @Option(names = "--status", paramLabel = "<status>", description = "active, cleaning or cleaned.") @Nullable
                    String status,
            @Option(names = "--limit", paramLabel = "<n>") @Nullable Integer limit,
            @Option(names = "--cursor", paramLabel = "<cursor>") @Nullable String cursor) {
        var answer = session.api()
                .get(Route.to("previews")
                        .with("resourceId", resource)
                        .with("status", status)
                        .with("limit", limit)
                        .with("cursor", cursor));
        return session.tell(answer, screen -> list(screen, answer.json()));
    }

    private static void list(Screen screen, JsonNode answer) {
        var table = new Table("TYPE", "ID", "STATUS", "RESOURCE", "URL", "EXPIRES", "LAST ATTEMPT");
        for (var preview : answer.path("items")) {
            var failed = Json.text(preview, "/cleanup/failedStep");
            table.row(
                    Screen.clean(Json.text(preview, "/type")),
                    Screen.clean(Json.text(preview, "/previewId")),
                    Screen.clean(Json.text(preview, "/status"))
                            + (failed.isEmpty() ? "" : screen.bad(" (" + Screen.clean(failed) + " failed)")),
                    Screen.clean(Json.text(preview, "/resourceId")),
                    Screen.clean(Json.text(preview, "/accessUrl")),
                    screen.moment(Json.text(preview, "/expiresAt")),
                    Screen.clean(Json.text(preview, "/lastDeploymentId")));
        }
        if (table.empty()) {
            screen.say("There are no previews.");
            return;
        }
        screen.print(table);
        var next = Json.text(answer, "/nextCursor");
        if (!next.isEmpty()) {
            screen.say("Older ones: --cursor " + Screen.clean(next));
        }
    }

    /** Sent again when the connection breaks, obeyed once. */
    private static Map<String, String> oneKey() {
        return Map.of(Api.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
    }
}

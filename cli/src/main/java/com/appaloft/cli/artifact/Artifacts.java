package com.appaloft.cli.artifact;

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

/** Images that attempts made or ran: what is kept and why, pins, and what retention lets go of. */
@Command(
        name = "artifacts",
        description = "Artifacts on servers: list, pin, unpin, prune. Nothing a container or a guard needs is removed.",
        mixinStandardHelpOptions = true)
public final class Artifacts {
    @Command(description = "What is kept on servers, how big it is and why it stays.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource,
            @Option(names = "--server", paramLabel = "<serverId>") @Nullable String server,
            @Option(names = "--limit", paramLabel = "<n>") @Nullable Integer limit,
            @Option(names = "--cursor", paramLabel = "<cursor>") @Nullable String cursor) {
        var answer = session.api()
                .get(Route.to("artifacts")
                        .with("resourceId", resource)
                        .with("serverId", server)
                        .with("limit", limit)
                        .with("cursor", cursor));
        return session.tell(answer, screen -> ArtifactText.list(screen, answer.json()));
    }

    @Command(description = "Keep an artifact whatever the retention policy says.", mixinStandardHelpOptions = true)
    int pin(@Mixin Session session, @Parameters(paramLabel = "<artifactId>") String artifact) {
        return pinned(session, artifact, "pin", " is pinned: retention never lets go of it.");
    }

    @Command(description = "Leave an artifact to the retention policy again.", mixinStandardHelpOptions = true)
    int unpin(@Mixin Session session, @Parameters(paramLabel = "<artifactId>") String artifact) {
        return pinned(session, artifact, "unpin", " is no longer pinned.");
    }

    @Command(
            description = "Let go of artifacts that nothing needs; only shows them unless told otherwise.",
            mixinStandardHelpOptions = true)
    int prune(
            @Mixin Session session,
            @Option(
                            names = "--dry-run",
                            negatable = true,
                            arity = "0..1",
                            defaultValue = "true",
                            fallbackValue = "true",
                            description = "--no-dry-run or --dry-run=false lets go; without it nothing goes.")
                    boolean dryRun,
            @Option(names = "--artifact", paramLabel = "<artifactId>") @Nullable String artifact,
            @Option(names = "--resource", paramLabel = "<resourceId>") @Nullable String resource,
            @Option(names = "--server", paramLabel = "<serverId>") @Nullable String server) {
        var body = Json.object().put("dryRun", dryRun);
        put(body, "artifactId", artifact);
        put(body, "resourceId", resource);
        put(body, "serverId", server);
        var answer = session.api().post(Route.to("artifacts", "prune"), body);
        return session.tell(answer, screen -> ArtifactText.pruned(screen, answer.json()));
    }

    private static int pinned(Session session, String artifact, String what, String told) {
        var answer = session.api().post(Route.to("artifacts", artifact, what), Json.object());
        return session.tell(answer, screen -> screen.say("Artifact " + Screen.clean(artifact) + told));
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}

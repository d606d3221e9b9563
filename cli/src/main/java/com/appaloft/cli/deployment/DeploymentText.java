package com.appaloft.cli.deployment;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Attempts, their events and their logs in the reader's words. */
final class DeploymentText {
    private static final Set<String> COMPLETED = Set.of("completed", "succeeded", "passed", "ok");

    private DeploymentText() {}

    static void list(Screen screen, JsonNode answer) {
        var table = new Table("ID", "STATUS", "TRIGGER", "RESOURCE", "CREATED", "TOOK", "FAILURE");
        for (var attempt : answer.path("items")) {
            table.row(
                    clean(attempt, "/id"),
                    screen.status(text(attempt, "/status")),
                    trigger(attempt),
                    clean(attempt, "/resourceId"),
                    screen.moment(text(attempt, "/createdAt")),
                    Screen.duration(text(attempt, "/startedAt"), text(attempt, "/finishedAt")),
                    clean(attempt, "/failure/code"));
        }
        if (table.empty()) {
            screen.say("There are no attempts yet; make one with `appaloft deployments create <resourceId>`.");
            return;
        }
        screen.print(table);
        var next = text(answer, "/nextCursor");
        if (!next.isEmpty()) {
            screen.say("Older ones: --cursor " + Screen.clean(next));
        }
    }

    static void show(Screen screen, JsonNode attempt) {
        screen.say(clean(attempt, "/id") + "  " + screen.status(text(attempt, "/status"))
                + (text(attempt, "/phase").isEmpty() ? "" : " in phase " + clean(attempt, "/phase")));
        fact(screen, "trigger", trigger(attempt));
        fact(screen, "resource", clean(attempt, "/resourceId"));
        fact(screen, "environment", clean(attempt, "/environmentId"));
        fact(screen, "server", clean(attempt, "/serverId"));
        fact(screen, "retry or redeploy of", clean(attempt, "/sourceDeploymentId"));
        fact(screen, "rolled back to", clean(attempt, "/rollbackCandidateDeploymentId"));
        fact(screen, "created", screen.moment(text(attempt, "/createdAt")));
        fact(screen, "took", Screen.duration(text(attempt, "/startedAt"), text(attempt, "/finishedAt")));
        fact(screen, "access", clean(attempt, "/accessUrl"));
        failure(screen, attempt.path("failure"));
        screen.say(screen.faint("What can be done: appaloft deployments recovery-readiness " + text(attempt, "/id")));
    }

    /** Why it failed, with what was seen. */
    static void failure(Screen screen, JsonNode failure) {
        if (!failure.isObject()) {
            return;
        }
        screen.say(screen.bad("failed in " + text(failure, "/phase") + ": " + text(failure, "/category") + " / "
                + text(failure, "/code")));
        screen.say("  " + clean(failure, "/message"));
        evidence(failure.path("evidence")).lines().forEach(line -> screen.say("  | " + Screen.clean(line)));
        if (!text(failure, "/advice").isEmpty()) {
            screen.say("  → " + clean(failure, "/advice"));
        }
    }

    private static String evidence(JsonNode evidence) {
        if (!evidence.isArray()) {
            return evidence.isObject() ? evidence.toString() : evidence.asString("");
        }
        var lines = new StringBuilder();
        evidence.forEach(line -> lines.append(line.asString("")).append('\n'));
        return lines.toString();
    }

    static String event(Screen screen, JsonNode item) {
        return screen.faint(screen.clock(text(item, "/at"))) + "  " + happened(screen, item);
    }

    private static String happened(Screen screen, JsonNode item) {
        var summary = clean(item, "/summary");
        return switch (text(item, "/event")) {
            case "deployment.phase-started" -> "… " + clean(item, "/phase");
            case "deployment.phase-finished" -> phaseFinished(screen, item);
            case "deployment.succeeded" -> screen.good("✓ " + (summary.isEmpty() ? "succeeded" : summary));
            case "deployment.failed", "deployment.interrupted", "deployment.rolled-back" ->
                screen.bad("✗ " + (summary.isEmpty() ? clean(item, "/event") : summary));
            default -> "· " + (summary.isEmpty() ? clean(item, "/event") : summary);
        };
    }

    private static String phaseFinished(Screen screen, JsonNode item) {
        var outcome = text(item, "/outcome");
        var completed = outcome.isEmpty() ? item.path("completed").asBoolean(true) : COMPLETED.contains(outcome);
        var phase = (completed ? "✓ " : "✗ ") + text(item, "/phase");
        var took = item.path("durationMs").isNumber()
                ? "  " + Screen.duration(item.path("durationMs").asLong())
                : "";
        return (completed ? screen.good(phase) : screen.bad(phase)) + screen.faint(took);
    }

    static String logLine(Screen screen, JsonNode line) {
        var at = screen.faint(screen.clock(text(line, "/at")) + " " + text(line, "/phase"));
        var printed = clean(line, "/line");
        return at + "  " + ("stderr".equals(text(line, "/stream")) ? screen.bad(printed) : printed);
    }

    private static String trigger(JsonNode attempt) {
        var of = text(attempt, "/rollbackCandidateDeploymentId");
        var preview = text(attempt, "/preview/previewId");
        return clean(attempt, "/trigger")
                + (of.isEmpty() ? "" : " to " + Screen.clean(of))
                + (preview.isEmpty() ? "" : " (" + clean(attempt, "/preview/type") + " " + Screen.clean(preview) + ")");
    }

    private static void fact(Screen screen, String name, String value) {
        if (!value.isEmpty() && !value.equals("–")) {
            screen.say("  " + screen.faint(String.format("%-21s", name)) + value);
        }
    }

    private static String clean(JsonNode node, String pointer) {
        return Screen.clean(text(node, pointer));
    }
}

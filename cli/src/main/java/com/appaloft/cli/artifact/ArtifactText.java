package com.appaloft.cli.artifact;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import java.util.ArrayList;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What is kept and what goes, in the reader's words. */
final class ArtifactText {
    private static final long UNIT = 1_000;

    private ArtifactText() {}

    static void list(Screen screen, JsonNode answer) {
        var table = new Table("ID", "SIZE", "ON THE SERVER", "WHY IT STAYS");
        for (var artifact : answer.path("items")) {
            boolean released = artifact.path("released").asBoolean(false);
            table.row(
                    clean(artifact, "/id"),
                    size(artifact),
                    clean(artifact, "/observed"),
                    released ? "let go of" : why(artifact));
        }
        if (table.empty()) {
            screen.say("There are no artifacts.");
            return;
        }
        screen.print(table);
        var next = Json.text(answer, "/nextCursor");
        if (!next.isEmpty()) {
            screen.say("More: --cursor " + Screen.clean(next));
        }
    }

    static void pruned(Screen screen, JsonNode answer) {
        boolean dryRun = answer.path("dryRun").asBoolean(true);
        int count = answer.path("releasedCount").asInt(0);
        screen.say((dryRun ? "Dry run, nothing was let go of: " : "") + count
                + (dryRun ? " would go, " : " let go of, ")
                + text(answer.path("releasedBytes").asLong(0)) + "; the last "
                + answer.path("keepSuccessful").asInt(0) + " successes of each resource stay.");
        var table = new Table("ID", "SIZE", "WHAT", "WHY");
        for (var gone : answer.path("released")) {
            table.row(clean(gone, "/id"), size(gone), dryRun ? "would go" : "let go of", clean(gone, "/reason"));
        }
        for (var kept : answer.path("kept")) {
            table.row(clean(kept, "/id"), size(kept), "stays", why(kept));
        }
        if (!table.empty()) {
            screen.print(table);
        }
        for (var resource : answer.path("recoverability")) {
            screen.say(clean(resource, "/resourceId") + ": rollback candidates "
                    + resource.path("candidatesBefore").asInt(0) + " before, "
                    + resource.path("candidatesAfter").asInt(0) + " after.");
        }
        if (dryRun && count > 0) {
            screen.say(screen.faint("Let go of them: the same command with --no-dry-run"));
        }
    }

    private static String why(JsonNode artifact) {
        var reasons = new ArrayList<String>();
        artifact.path("keptBecause").forEach(reason -> reasons.add(Screen.clean(reason.asString(""))));
        return reasons.isEmpty() ? "nothing needs it" : String.join(", ", reasons);
    }

    private static String clean(JsonNode node, String pointer) {
        return Screen.clean(Json.text(node, pointer));
    }

    private static String size(JsonNode artifact) {
        return artifact.path("bytes").isNumber() ? text(artifact.path("bytes").asLong()) : "";
    }

    private static String text(long bytes) {
        if (bytes < UNIT * UNIT) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / (double) UNIT);
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (UNIT * UNIT));
    }
}

package com.appaloft.cli.deployment;

import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** What a prune did or would do, in the reader's words. */
final class PruneText {
    private PruneText() {}

    static void tell(Screen screen, JsonNode answer) {
        boolean dryRun = answer.path("dryRun").asBoolean(true);
        screen.say((dryRun ? "Dry run, nothing was deleted: " : "") + count(answer, "matchedCount") + " matched, "
                + count(answer, "prunedCount") + (dryRun ? " would be pruned, " : " pruned, ")
                + count(answer, "guardedCount") + " guarded.");
        var table = new Table("ID", "WHAT", "WHY IT STAYS");
        answer.path("affectedDeploymentIds")
                .forEach(id -> table.row(Screen.clean(id.asString("")), dryRun ? "would go" : "pruned", ""));
        for (var guarded : answer.path("guarded")) {
            var guards = new ArrayList<String>();
            guarded.path("guards").forEach(guard -> guards.add(Screen.clean(guard.asString(""))));
            table.row(Screen.clean(guarded.path("deploymentId").asString("")), "stays", String.join(", ", guards));
        }
        if (!table.empty()) {
            screen.print(table);
        }
        for (var resource : answer.path("recoverability")) {
            screen.say(Screen.clean(resource.path("resourceId").asString("")) + ": rollback candidates "
                    + count(resource, "candidatesBefore") + " before, " + count(resource, "candidatesAfter")
                    + " after.");
        }
        if (dryRun && answer.path("prunedCount").asInt(0) > 0) {
            screen.say(screen.faint("Delete them: the same command with --no-dry-run"));
        }
    }

    private static int count(JsonNode answer, String field) {
        return answer.path(field).asInt(0);
    }
}

package com.appaloft.cli.deployment;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.terminal.ProblemText;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A recovery readiness as people read it: what is allowed, what blocks, which candidates, what to do next. */
public final class ReadinessText {
    private static final List<String> ACTIONS = List.of("retry", "redeploy", "rollback", "cancel");

    private ReadinessText() {}

    public static void tell(Screen screen, JsonNode readiness) {
        screen.say(Screen.clean(text(readiness, "/deploymentId")) + " is "
                + (readiness.path("recoverable").asBoolean(false)
                        ? screen.good("recoverable")
                        : screen.bad("not recoverable"))
                + screen.faint("  as of " + screen.moment(text(readiness, "/generatedAt")) + ", state "
                        + text(readiness, "/stateVersion")));
        ACTIONS.forEach(action -> action(screen, action, readiness.path(action)));
        candidates(screen, readiness);
        readiness.path("recommendedActions").forEach(action -> screen.say("  → " + ProblemText.action(action)));
    }

    private static void action(Screen screen, String name, JsonNode action) {
        if (!action.isObject()) {
            return;
        }
        var recommended = action.path("recommended").asBoolean(false) ? " (recommended)" : "";
        screen.say("  " + String.format("%-10s", name)
                + (action.path("allowed").asBoolean(false) ? screen.good("allowed") : screen.bad("blocked"))
                + recommended);
        action.path("reasons").forEach(reason -> screen.say("    - " + ProblemText.reason(reason)));
    }

    private static void candidates(Screen screen, JsonNode readiness) {
        var table = new Table("CANDIDATE", "FINISHED", "READY", "WHAT", "ARTIFACT", "REASONS");
        var recommended = text(readiness, "/rollback/recommendedCandidateId");
        for (var candidate : readiness.at("/rollback/candidates")) {
            var id = text(candidate, "/deploymentId");
            table.row(
                    Screen.clean(id) + (id.equals(recommended) ? " *" : ""),
                    screen.moment(text(candidate, "/finishedAt")),
                    candidate.path("rollbackReady").asBoolean(false) ? screen.good("yes") : screen.bad("no"),
                    Screen.clean(text(candidate, "/sourceSummary")),
                    Screen.clean(text(candidate, "/artifact/observed")),
                    codes(candidate.path("reasons")));
        }
        if (!table.empty()) {
            screen.print(table);
            screen.say(screen.faint(readiness.path("rollbackCandidateCount").asInt(0) + " candidates in all"
                    + (recommended.isEmpty() ? "" : "; * is recommended")));
        }
    }

    private static String codes(JsonNode reasons) {
        return reasons.valueStream()
                .map(reason -> Screen.clean(text(reason, "/code")))
                .collect(Collectors.joining(", "));
    }
}

package com.appaloft.cli.diagnosis;

import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** Tells what a diagnosis found: the last failure, what to do first, and every check on its line. */
public final class DiagnosisText {
    private DiagnosisText() {}

    public static void tell(Screen screen, JsonNode summary) {
        var failure = summary.path("failure");
        if (failure.isObject()) {
            screen.say(text(failure, "category") + " (" + text(failure, "code") + "): " + text(failure, "message"));
            screen.say("First: " + text(summary, "firstAction"));
            screen.say("");
        }
        var table = new Table("CHECK", "STATUS", "EVIDENCE", "ADVICE");
        for (var check : summary.path("checks")) {
            table.row(
                    text(check, "name"),
                    screen.status(text(check, "status")),
                    text(check, "evidence"),
                    text(check, "advice"));
        }
        screen.print(table);
    }

    private static String text(JsonNode node, String field) {
        return Screen.clean(node.path(field).asString(""));
    }
}

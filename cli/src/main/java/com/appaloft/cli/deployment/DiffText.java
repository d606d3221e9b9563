package com.appaloft.cli.deployment;

import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** Tells people what differs. */
final class DiffText {
    private DiffText() {}

    static void tell(Screen screen, JsonNode answer) {
        var items = answer.path("items");
        if (items.isEmpty()) {
            screen.say("Nothing differs.");
            return;
        }
        var table = new Table("FIELD", "CHANGE", "BEFORE", "AFTER");
        items.forEach(item -> table.row(
                Screen.clean(item.path("field").asString("")),
                Screen.clean(item.path("change").asString("")),
                Screen.clean(item.path("before").asString("–")),
                Screen.clean(item.path("after").asString("–"))));
        screen.print(table);
    }
}

package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What must be known before a resource is pointed at another source. */
final class Relink {
    @Option(names = "--expected-current", required = true, paramLabel = "<kind>:<locator>")
    private String expectedCurrent = "";

    @Option(names = "--to", required = true, paramLabel = "<kind>:<locator>")
    private String to = "";

    @Option(names = "--expected-environment", required = true, paramLabel = "<environmentId>")
    private String expectedEnvironment = "";

    @Option(names = "--confirm", required = true, paramLabel = "<resourceId>")
    private String confirm = "";

    @Option(names = "--dry-run", description = "Show before and after and whether the new source can be read.")
    private boolean dryRun;

    ObjectNode json(Session session) {
        var body = Json.object();
        body.set(
                "expectedCurrentSource",
                Source.typed(session, null, expectedCurrent).json());
        body.set("newSource", Source.typed(session, null, to).json());
        body.put("expectedEnvironmentId", expectedEnvironment).put("confirm", confirm);
        if (dryRun) {
            body.put("dryRun", true);
        }
        return body;
    }

    void tell(Screen screen, JsonNode answer) {
        if (dryRun) {
            screen.say("Nothing was changed; this is what would be:");
            screen.facts(answer);
        } else {
            screen.say("The source is now " + Screen.clean(to) + "; the next deployment reads it.");
        }
    }
}

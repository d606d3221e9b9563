package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private SourceDetails details = new SourceDetails();

    ObjectNode json(Session session) {
        var body = Json.object();
        body.set(
                "expectedCurrentSource",
                Source.typed(session, null, expectedCurrent).json());
        body.set("newSource", details.onto(Source.typed(session, null, to).json()));
        body.put("expectedEnvironmentId", expectedEnvironment).put("confirm", confirm);
        if (dryRun) {
            body.put("dryRun", true);
        }
        return body;
    }

    void tell(Screen screen, JsonNode answer) {
        if (dryRun) {
            screen.say("Nothing was changed; this is what would be:");
        }
        screen.say("before  " + source(answer.path("before")));
        screen.say("after   " + source(answer.path("after")));
        boolean readable = answer.at("/probe/readable").asBoolean(false);
        screen.say("source  " + (readable ? screen.good("can be read") : screen.bad("cannot be read")) + ": "
                + Screen.clean(Json.text(answer, "/probe/evidence")));
        if (!readable) {
            screen.say("        " + Screen.clean(Json.text(answer, "/probe/advice")));
        }
        if (!dryRun) {
            screen.say("The source is now " + Screen.clean(to) + "; the next deployment reads it.");
        }
    }

    private static String source(JsonNode source) {
        return Screen.clean(Json.text(source, "/kind") + " " + Json.text(source, "/locator"));
    }
}

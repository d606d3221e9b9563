package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a new resource is called, where it belongs and where it comes from. */
final class Place {
    @Option(names = "--project", required = true, paramLabel = "<projectId>")
    private String project = "";

    @Option(names = "--environment", required = true, paramLabel = "<environmentId>")
    private String environment = "";

    @Option(names = "--server", required = true, paramLabel = "<serverId>")
    private String server = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--source", required = true, paramLabel = "<kind>:<locator>", description = "Or the locator alone.")
    private String source = "";

    @Option(names = "--source-kind", paramLabel = "<kind>", description = "Then --source is the locator alone.")
    private @Nullable String sourceKind;

    @Mixin
    private SourceDetails details = new SourceDetails();

    ObjectNode json(Session session) {
        var body = Json.object()
                .put("projectId", project)
                .put("environmentId", environment)
                .put("serverId", server)
                .put("name", name);
        body.set(
                "source", details.onto(Source.typed(session, sourceKind, source).json()));
        return body;
    }
}

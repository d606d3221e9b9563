package com.appaloft.cli.preview;

import com.appaloft.cli.http.Json;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which preview is meant. */
final class Name {
    @Option(names = "--resource", required = true, paramLabel = "<resourceId>")
    private String resource = "";

    @Option(
            names = "--preview",
            required = true,
            paramLabel = "<type>",
            description = "pull-request, branch or custom.")
    private String type = "";

    @Option(
            names = "--preview-id",
            required = true,
            paramLabel = "<id>",
            description = "For example 42 or feature/cart.")
    private String id = "";

    ObjectNode json() {
        return Json.object().put("resourceId", resource).put("type", type).put("previewId", id);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}

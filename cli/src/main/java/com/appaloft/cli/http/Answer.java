package com.appaloft.cli.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the server said.
 *
 * @param status HTTP status
 * @param text the body, unchanged
 */
public record Answer(int status, String text) {
    /** The body as a tree; an empty object where there is none or it is no JSON. */
    public JsonNode json() {
        if (text.isBlank()) {
            return Json.object();
        }
        try {
            return Json.read(text);
        } catch (JacksonException e) {
            return Json.object();
        }
    }

    /** The id of what was created or accepted. */
    public String id() {
        return json().path("id").asString("");
    }
}

package com.appaloft.cli.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Trees of JSON, read defensively: the server may say more than this command knows. */
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** @throws tools.jackson.core.JacksonException if it is no JSON */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The text at a JSON pointer (RFC 6901), empty where there is none. */
    public static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }
}

package com.appaloft.api.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Reads strings that every store can keep: without NUL and without half characters. */
final class WholeText extends StringDeserializer {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        var text = super.deserialize(parser, context);
        if (text != null && text.codePoints().anyMatch(WholeText::broken)) {
            return (String) context.handleWeirdStringValue(String.class, "", "holds NUL or half a character");
        }
        return text;
    }

    private static boolean broken(int character) {
        return character == 0 || Character.getType(character) == Character.SURROGATE;
    }
}

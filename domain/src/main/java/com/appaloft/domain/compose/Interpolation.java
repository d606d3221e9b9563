package com.appaloft.domain.compose;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code $NAME} and {@code ${NAME}} in, with what compose knows of defaults ({@code :-}, {@code -}), needed values ({@code :?},
 * {@code ?}) and alternatives ({@code :+}, {@code +}); not nested. {@code $$} is a dollar sign.
 */
final class Interpolation {
    /** A text that cannot be filled in; the message is a part of a sentence and never holds a value. */
    static final class Broken extends RuntimeException {
        Broken(String what) {
            super(what, null, false, false);
        }
    }

    private static final Pattern WORD =
            Pattern.compile("\\$(?:(?<dollar>\\$)|(?<bare>[A-Za-z_][A-Za-z0-9_]*)|\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)"
                    + "(?:(?<how>:?[-?+])(?<rest>[^${}]*))?\\}|(?<wrong>))");

    private Interpolation() {}

    /** @param values answers null for what is not set */
    static String fill(String text, Function<String, @Nullable String> values) {
        var words = WORD.matcher(text);
        var filled = new StringBuilder(text.length());
        while (words.find()) {
            words.appendReplacement(filled, Matcher.quoteReplacement(word(words, values)));
        }
        return words.appendTail(filled).toString();
    }

    private static String word(Matcher word, Function<String, @Nullable String> values) {
        if (word.group("dollar") != null) {
            return "$";
        }
        if (word.group("wrong") != null) {
            throw new Broken("has a $ that is no ${NAME} with a plain default; write $$ for a dollar sign");
        }
        var bare = word.group("bare");
        var name = bare == null ? word.group("name") : bare;
        var value = values.apply(name);
        var how = word.group("how");
        if (how == null) {
            return needed(name, value);
        }
        boolean there = value != null && !(how.startsWith(":") && value.isEmpty());
        return switch (how.charAt(how.length() - 1)) {
            case '-' -> there && value != null ? value : word.group("rest");
            case '+' -> there ? word.group("rest") : "";
            default -> needed(name, there ? value : null);
        };
    }

    private static String needed(String name, @Nullable String value) {
        if (value == null) {
            throw new Broken("needs the variable " + name
                    + ", which the environment does not have; set it, or give a default with ${" + name + ":-…}");
        }
        return value;
    }
}

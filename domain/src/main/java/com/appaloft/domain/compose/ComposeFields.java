package com.appaloft.domain.compose;

import com.appaloft.domain.compose.ComposeTree.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one mapping of a compose file, taken by name and type; whatever is wrong is noted and left out. */
final class ComposeFields {
    private static final int LONGEST = 8_192;

    private final String path;
    private final Map<String, ComposeTree> values = new LinkedHashMap<>();
    private final ComposeVariables variables;
    private final Refusals refusals;

    private ComposeFields(String path, ComposeVariables variables, Refusals refusals) {
        this.path = path;
        this.variables = variables;
        this.refusals = refusals;
    }

    /** @param known absent takes every key */
    static ComposeFields of(
            @Nullable ComposeTree tree,
            String path,
            @Nullable Set<String> known,
            ComposeVariables variables,
            Refusals refusals) {
        var fields = new ComposeFields(path, variables, refusals);
        if (tree instanceof ComposeTree.Mapping mapping) {
            mapping.entries().forEach((key, value) -> {
                if (known == null || known.contains(key)) {
                    fields.values.put(key, value);
                } else {
                    refusals.key(fields.at(key));
                }
            });
        } else if (!empty(tree)) {
            refusals.add(path.isEmpty() ? "the file" : path, "must be a mapping of names to values");
        }
        return fields;
    }

    ComposeFields mapping(String name, @Nullable Set<String> known) {
        return of(values.get(name), at(name), known, variables, refusals);
    }

    /** The fields of one item of a list. */
    ComposeFields item(String name, int index, Set<String> known) {
        var item = values.get(name) instanceof ComposeTree.Sequence many
                ? many.items().get(index)
                : null;
        return of(item, at(name) + "[" + index + "]", known, variables, refusals);
    }

    String at(String key) {
        return path.isEmpty() ? Refusals.shown(key) : path + "." + Refusals.shown(key);
    }

    Set<String> names() {
        return values.keySet();
    }

    @Nullable
    ComposeTree tree(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return !empty(values.get(name));
    }

    void refuse(String name, String what) {
        refusals.add(at(name), what);
    }

    /** Filled in now. */
    @Nullable
    String fixed(String name) {
        return fixed(values.get(name), at(name));
    }

    /** Checked, and filled in when the process is started. */
    @Nullable
    String late(String name) {
        return late(values.get(name), at(name));
    }

    boolean flag(String name) {
        var text = fixed(name);
        if (text != null && !Set.of("true", "false").contains(text)) {
            refuse(name, "must be true or false");
        }
        return "true".equals(text);
    }

    /** @param reads answers null where the text is not one */
    <T> @Nullable T value(String name, Function<String, @Nullable T> reads, String otherwise) {
        var text = fixed(name);
        if (text == null) {
            return null;
        }
        var value = reads.apply(text);
        if (value == null) {
            refuse(name, otherwise);
        }
        return value;
    }

    /** A text or a list of texts, filled in now. */
    List<String> fixedList(String name) {
        return texts(name, false);
    }

    /** Words of a process: a list, or one text that is split as a shell would. */
    @Nullable
    List<String> lateWords(String name) {
        var tree = values.get(name);
        if (empty(tree)) {
            return null;
        }
        if (tree instanceof ComposeTree.Sequence) {
            return texts(name, true);
        }
        var line = late(name);
        if (line == null) {
            return null;
        }
        var words = ComposeValues.words(line);
        if (words == null) {
            refuse(name, "has a quote that is not closed");
            return null;
        }
        // split before it is filled in, so that a value with a space stays one word; a default with one would be torn
        return words.stream().allMatch(word -> filled(word, at(name), variables::late) != null) ? words : null;
    }

    List<String> texts(String name, boolean late) {
        var tree = values.get(name);
        if (empty(tree)) {
            return List.of();
        }
        var items = tree instanceof ComposeTree.Sequence many ? many.items() : List.of(tree);
        var texts = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            var where = at(name) + "[" + i + "]";
            var text = late ? late(items.get(i), where) : fixed(items.get(i), where);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /**
     * Names and values, written as a mapping or as a list of {@code NAME=value}.
     *
     * @param without what a name without a value stands for; absent refuses it
     */
    Map<String, String> pairs(String name, boolean late, @Nullable Function<String, String> without) {
        var pairs = new LinkedHashMap<String, String>();
        var tree = values.get(name);
        if (tree instanceof ComposeTree.Sequence many) {
            for (int i = 0; i < many.items().size(); i++) {
                listed(many.items().get(i), at(name) + "[" + i + "]", late, without, pairs);
            }
            return pairs;
        }
        var fields = mapping(name, null);
        fields.values.forEach((key, value) -> {
            var where = fields.at(key);
            pair(key, empty(value) ? null : value, where, late, without, pairs);
        });
        return pairs;
    }

    private void listed(
            ComposeTree item,
            String where,
            boolean late,
            @Nullable Function<String, String> without,
            Map<String, String> pairs) {
        if (!(item instanceof ComposeTree.Scalar scalar)) {
            refusals.add(where, "must be a text like NAME=value");
            return;
        }
        int equals = scalar.text().indexOf('=');
        var key = equals < 0 ? scalar.text() : scalar.text().substring(0, equals);
        if (pairs.containsKey(key)) {
            refusals.add(where, "gives a name a second time");
            return;
        }
        var value = equals < 0 ? null : new ComposeTree.Scalar(scalar.text().substring(equals + 1), Kind.TEXT);
        pair(key, value, where, late, without, pairs);
    }

    private void pair(
            String key,
            @Nullable ComposeTree value,
            String where,
            boolean late,
            @Nullable Function<String, String> without,
            Map<String, String> pairs) {
        if (!ComposeValues.isName(key)) {
            refusals.add(where, "must have a name of letters, digits and _ . - /");
            return;
        }
        ComposeTree given = value;
        if (given == null) {
            if (without == null) {
                refusals.add(where, "needs a value");
                return;
            }
            given = new ComposeTree.Scalar(without.apply(key), Kind.TEXT);
        }
        var text = late ? late(given, where) : fixed(given, where);
        if (text != null) {
            pairs.put(key, text);
        }
    }

    private @Nullable String fixed(@Nullable ComposeTree tree, String where) {
        var text = text(tree, where);
        return text == null ? null : filled(text, where, variables::fixed);
    }

    private @Nullable String late(@Nullable ComposeTree tree, String where) {
        var text = text(tree, where);
        return text == null || filled(text, where, variables::late) == null ? null : text;
    }

    private @Nullable String filled(String text, String where, Function<String, @Nullable String> values) {
        try {
            return Interpolation.fill(text, values);
        } catch (Interpolation.Broken broken) {
            refusals.add(where, String.valueOf(broken.getMessage()));
            return null;
        }
    }

    private @Nullable String text(@Nullable ComposeTree tree, String where) {
        if (tree == null || empty(tree)) {
            return null;
        }
        if (!(tree instanceof ComposeTree.Scalar scalar)) {
            refusals.add(where, "must be a text");
            return null;
        }
        if (scalar.text().length() > LONGEST || scalar.text().indexOf('\0') >= 0) {
            refusals.add(where, "is longer than " + LONGEST + " characters or holds a character that is none");
            return null;
        }
        return scalar.text();
    }

    static boolean empty(@Nullable ComposeTree tree) {
        return tree == null || tree instanceof ComposeTree.Scalar scalar && scalar.kind() == Kind.NULL;
    }
}

package com.appaloft.infrastructure.source.declared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The fields of one mapping of the file, taken by name and type; what is unknown, doubled or of another type is refused with its line. */
final class YamlFields {
    private static final int LONGEST = 4_096;

    private final String path;
    private final Map<String, Node> values = new HashMap<>();

    private YamlFields(String path) {
        this.path = path;
    }

    /** @param path of the mapping, e.g. {@code runtime.}; empty for the root */
    static YamlFields of(Node node, String path, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused(
                    node,
                    (path.isEmpty() ? "the file" : path.substring(0, path.length() - 1))
                            + " must be a mapping of names to values");
        }
        var fields = new YamlFields(path);
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "a key that is no text";
            if (!known.contains(key)) {
                throw refused(
                        tuple.getKeyNode(),
                        "there is no key " + path + shown(key) + "; known are "
                                + String.join(", ", new TreeSet<>(known)));
            }
            if (fields.values.put(key, tuple.getValueNode()) != null) {
                throw refused(tuple.getKeyNode(), "the key " + path + key + " is given twice");
            }
        }
        fields.values.values().removeIf(value -> value.getTag().equals(Tag.NULL));
        return fields;
    }

    @Nullable
    YamlFields mapping(String name, Set<String> known) {
        var node = values.get(name);
        return node == null ? null : of(node, path + name + ".", known);
    }

    @Nullable
    String text(String name) {
        var node = values.get(name);
        return node == null ? null : text(node, path + name);
    }

    @Nullable
    Integer number(String name) {
        var node = values.get(name);
        if (node == null) {
            return null;
        }
        try {
            if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.INT)) {
                return Integer.valueOf(scalar.getValue());
            }
        } catch (NumberFormatException e) {
            throw refused(node, path + name + " must be a whole number");
        }
        throw refused(node, path + name + " must be a whole number");
    }

    @Nullable
    Double decimal(String name) {
        var node = values.get(name);
        if (node == null) {
            return null;
        }
        try {
            if (node instanceof ScalarNode scalar
                    && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
                return Double.valueOf(scalar.getValue());
            }
        } catch (NumberFormatException e) {
            throw refused(node, path + name + " must be a number");
        }
        throw refused(node, path + name + " must be a number");
    }

    <T> @Nullable T word(String name, Map<String, T> words) {
        var node = values.get(name);
        if (node == null) {
            return null;
        }
        var found = words.get(text(node, path + name));
        if (found == null) {
            throw refused(node, path + name + " must be one of " + String.join(", ", new TreeSet<>(words.keySet())));
        }
        return found;
    }

    <T> @Nullable List<T> list(String name, Function<Node, T> item) {
        var node = values.get(name);
        if (node == null) {
            return null;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw refused(node, path + name + " must be a list");
        }
        var items = new ArrayList<T>();
        for (var each : sequence.getValue()) {
            items.add(item.apply(each));
        }
        return List.copyOf(items);
    }

    @Nullable
    List<String> texts(String name) {
        return list(name, node -> text(node, path + name));
    }

    /** The node of a field that must be there. */
    <T> T needed(@Nullable T value, String name, Node mapping) {
        if (value == null) {
            throw refused(mapping, path + name + " is missing");
        }
        return value;
    }

    @Nullable
    Node node(String name) {
        return values.get(name);
    }

    /** Plain numbers are taken as the text that was written, so that a marker or a word may be 7. */
    private static String text(Node node, String name) {
        if (node instanceof ScalarNode scalar
                && Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.TIMESTAMP).contains(node.getTag())) {
            var value = scalar.getValue();
            if (!value.isBlank() && value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl)) {
                return value;
            }
        }
        throw refused(node, name + " must be a text without control characters");
    }

    static RuntimeException refused(Node node, String what) {
        return YamlTree.invalid(node.getStartMark().getLine(), what);
    }

    private static String shown(String key) {
        var safe = key.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return safe.length() <= 64 ? safe : safe.substring(0, 64) + "…";
    }
}

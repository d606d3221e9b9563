package com.appaloft.infrastructure.source.compose;

import com.appaloft.domain.compose.ComposeTree;
import com.appaloft.domain.compose.ComposeTree.Kind;
import java.util.LinkedHashMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes composed nodes over as plain texts. */
final class YamlNodes {
    private final String file;

    YamlNodes(String file) {
        this.file = file;
    }

    ComposeTree tree(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence ->
                new ComposeTree.Sequence(
                        sequence.getValue().stream().map(this::tree).toList());
            case ScalarNode scalar -> new ComposeTree.Scalar(scalar.getValue(), kind(scalar));
            default -> throw YamlComposeTexts.invalid(file, node.getStartMark().getLine(), "is no plain YAML");
        };
    }

    private ComposeTree mapping(MappingNode mapping) {
        var entries = new LinkedHashMap<String, ComposeTree>();
        for (var tuple : mapping.getValue()) {
            int line = tuple.getKeyNode().getStartMark().getLine();
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw YamlComposeTexts.invalid(file, line, "has a key that is no text");
            }
            if (entries.put(key.getValue(), tree(tuple.getValueNode())) != null) {
                throw YamlComposeTexts.invalid(file, line, "gives a key a second time");
            }
        }
        return new ComposeTree.Mapping(entries);
    }

    private static Kind kind(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return Kind.NULL;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Kind.BOOLEAN;
        }
        return scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT) ? Kind.NUMBER : Kind.TEXT;
    }
}

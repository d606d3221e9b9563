package com.appaloft.domain.compose;

import com.appaloft.domain.compose.ComposeTree.Kind;
import com.appaloft.domain.compose.ComposeTree.Mapping;
import com.appaloft.domain.compose.ComposeTree.Scalar;
import com.appaloft.domain.compose.ComposeTree.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes compose files as trees. */
public final class Trees {
    static final ComposeVariables NONE = new ComposeVariables(Map.of(), Set.of());

    private Trees() {}

    /** Maps, lists, texts, numbers and flags as YAML would have them. */
    public static ComposeTree tree(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, ComposeTree>();
                map.forEach((key, item) -> entries.put(key.toString(), tree(item)));
                yield new Mapping(entries);
            }
            case List<?> list -> new Sequence(list.stream().map(Trees::tree).toList());
            case Number number -> new Scalar(number.toString(), Kind.NUMBER);
            case Boolean flag -> new Scalar(flag.toString(), Kind.BOOLEAN);
            case String text when text.equals("~") -> new Scalar("", Kind.NULL);
            default -> new Scalar(value.toString(), Kind.TEXT);
        };
    }

    /** A file with one service. */
    static ComposeTree web(Map<String, ?> fields) {
        return tree(Map.of("services", Map.of("web", fields)));
    }

    static ComposeModel accepted(ComposeFile.Reading reading) {
        if (reading instanceof ComposeFile.Reading.Accepted accepted) {
            return accepted.model();
        }
        throw new AssertionError(reading.toString());
    }

    static List<String> wrong(ComposeFile.Reading reading) {
        if (reading instanceof ComposeFile.Reading.Refused refused) {
            return refused.wrong();
        }
        throw new AssertionError(reading.toString());
    }

    static ComposeService web(ComposeModel model) {
        return java.util.Objects.requireNonNull(model.services().get("web"));
    }
}

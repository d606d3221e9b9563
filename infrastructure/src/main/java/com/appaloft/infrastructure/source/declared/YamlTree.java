package com.appaloft.infrastructure.source.declared;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;

/** One small YAML document as a tree with line numbers: no aliases, no depth, no size that could harm, and no object is made of it. */
final class YamlTree {
    static final int MOST_BYTES = 64 * 1024;
    private static final int DEEPEST = 8;

    private YamlTree() {}

    /** The root, or null where the document is empty. @throws BackendFailure {@code plan-invalid} */
    static @Nullable Node read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw invalid(null, "is larger than " + (MOST_BYTES >> 10) + " KiB");
        }
        var text = text(bytes);
        var yaml = new Yaml(new SafeConstructor(options()));
        try {
            int depth = 0;
            for (Event event : yaml.parse(new StringReader(text))) {
                refuseAnchors(event);
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > DEEPEST) {
                    throw invalid(event.getStartMark().getLine(), "is nested deeper than " + DEEPEST + " levels");
                }
            }
            return yaml.compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw invalid(mark == null ? null : mark.getLine(), "is no well-formed YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw invalid(null, "is no well-formed YAML: " + firstLine(e.getMessage()));
        }
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_BYTES);
        return options;
    }

    private static void refuseAnchors(Event event) {
        boolean anchored = event instanceof NodeEvent node && node.getAnchor() != null;
        if (anchored || event instanceof AliasEvent) {
            throw invalid(event.getStartMark().getLine(), "uses an anchor or alias; write the value out");
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(null, "is not UTF-8 text");
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    /** @param line from 0, as marks count */
    static BackendFailure invalid(@Nullable Integer line, String what) {
        return new BackendFailure(
                FailureCode.PLAN_INVALID,
                Declarations.FILE + (line == null ? " " : ", line " + (line + 1) + ": ") + what + ".");
    }
}

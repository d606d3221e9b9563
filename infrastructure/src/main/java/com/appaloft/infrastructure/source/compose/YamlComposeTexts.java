package com.appaloft.infrastructure.source.compose;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.ComposeTexts;
import com.appaloft.domain.compose.ComposeTree;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML into plain texts: one document, no anchors, no tags, no key twice, bounded in size and depth; no object is made of it. */
@Component
public final class YamlComposeTexts implements ComposeTexts {
    private static final int DEEPEST = 12;

    @Override
    public @Nullable ComposeTree parse(byte[] bytes, String file) {
        if (bytes.length > MOST_BYTES) {
            throw invalid(file, null, "is larger than " + (MOST_BYTES >> 10) + " KiB");
        }
        var text = text(bytes, file);
        var yaml = new Yaml(new SafeConstructor(options()));
        try {
            YamlEvents.mustBePlain(yaml.parse(new StringReader(text)), file);
            Node root = yaml.compose(new StringReader(text));
            return root == null ? null : new YamlNodes(file).tree(root);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw invalid(file, mark == null ? null : mark.getLine(), "is no well-formed YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw invalid(file, null, "is no well-formed YAML: " + firstLine(e.getMessage()));
        }
    }

    @Override
    public Optional<byte[]> inFolder(String folder, String path) {
        try {
            var root = Path.of(folder);
            if (!Files.isDirectory(root) || !Files.isExecutable(root)) {
                throw new BackendFailure(
                        FailureCode.SOURCE_NOT_FOUND,
                        folder + " is not a folder that this server can read; give its absolute path.");
            }
            var file = root.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(root.toRealPath())) {
                return Optional.empty();
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(in.readNBytes(MOST_BYTES + 1));
            }
        } catch (IOException e) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, path + " of " + folder + " may not be read.", e.getMessage(), e);
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

    private static String text(byte[] bytes, String file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(file, null, "is not UTF-8 text");
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    /** @param line from 0, as marks count */
    static BackendFailure invalid(String file, @Nullable Integer line, String what) {
        return new BackendFailure(
                FailureCode.COMPOSE_INVALID, file + (line == null ? " " : ", line " + (line + 1) + ": ") + what + ".");
    }
}

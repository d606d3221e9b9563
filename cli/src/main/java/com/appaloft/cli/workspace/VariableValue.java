package com.appaloft.cli.workspace;

import com.appaloft.cli.terminal.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A value as typed, or, so that a secret is in no process list and no shell history, from standard input or a file. */
final class VariableValue {
    @Option(names = "--value", required = true)
    private @Nullable String typed;

    @Option(names = "--value-file", required = true, paramLabel = "<file>", description = "Read the value from a file.")
    private @Nullable Path file;

    @Option(names = "--value-stdin", required = true, description = "Read the value from standard input.")
    @SuppressWarnings("UnusedVariable") // one of the three is always given: neither of the others means piped
    private boolean piped;

    /** The text without the line break that ends it. */
    static String read(Session session, @Nullable VariableValue given, boolean secret) throws IOException {
        if (given != null && given.typed != null) {
            if (secret) {
                throw session.misuse(
                        "A secret typed as an argument is in the process list and the shell history: pipe it with"
                                + " --value-stdin or read it with --value-file.");
            }
            return given.typed;
        }
        if (given == null && !secret) {
            throw session.misuse("Give the value with --value, --value-file or --value-stdin.");
        }
        var bytes = given != null && given.file != null
                ? Files.readAllBytes(given.file)
                : session.surroundings().in().readAllBytes();
        var text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}

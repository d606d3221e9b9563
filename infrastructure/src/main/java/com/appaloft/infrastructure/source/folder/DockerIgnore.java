package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Leaves out what a source's {@code .dockerignore} names, secrets and dependencies above all; the last line that matches decides. */
public final class DockerIgnore {
    public static final String FILE = ".dockerignore";
    /** A larger one is refused. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int MOST_RULES = 1_000;
    private static final int LONGEST_RULE = 4_096;
    /** Are for us and for the builder and not for the image, so they are read whatever is left out of the image. */
    private static final Pattern OURS = Pattern.compile(
            "appaloft\\.yml|(.*/)?(\\.dockerignore|[^/]*Dockerfile[^/]*|(docker-)?compose[^/]*\\.ya?ml)");

    private record Rule(Glob pattern, boolean includes) {}

    private final List<Rule> rules;

    private DockerIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    /** @param root a real path */
    static DockerIgnore of(Path root) throws IOException {
        Path file = root.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new DockerIgnore(List.of());
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            throw new BackendFailure(FailureCode.SOURCE_UNSAFE, "The link " + FILE + " leads out of the folder.");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackendFailure(FailureCode.SOURCE_UNSAFE, FILE + " is no file.");
        }
        try (var in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            return of(in.readNBytes(MOST_BYTES + 1));
        }
    }

    /**
     * @param content of the file, or one byte more than {@link #MOST_BYTES} of it
     * @throws BackendFailure {@code source-too-large}; {@code plan-invalid} where a pattern cannot be read: nothing that was to be left out
     *     may slip through
     */
    public static DockerIgnore of(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw new BackendFailure(
                    FailureCode.SOURCE_TOO_LARGE, FILE + " is larger than " + (MOST_BYTES >> 20) + " MiB.");
        }
        var rules = new ArrayList<Rule>();
        int number = 0;
        for (var line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(rules, text, number);
            }
        }
        return new DockerIgnore(List.copyOf(rules));
    }

    private static void add(List<Rule> rules, String line, int number) {
        boolean includes = line.startsWith("!");
        String pattern = (includes ? line.substring(1) : line).strip();
        var read = pattern.length() > LONGEST_RULE ? Optional.<Glob>empty() : Glob.of(pattern);
        if (read.isEmpty()) {
            throw invalid(number, "this pattern cannot be read");
        }
        if (rules.size() == MOST_RULES) {
            throw invalid(number, "there are more than " + MOST_RULES + " patterns");
        }
        if (!read.get().isEmpty()) {
            rules.add(new Rule(read.get(), includes));
        }
    }

    private static BackendFailure invalid(int line, String what) {
        return new BackendFailure(FailureCode.PLAN_INVALID, FILE + ", line " + line + ": " + what + ".");
    }

    /** @param path relative, with slashes */
    public boolean excludes(String path) {
        if (OURS.matcher(path).matches()) {
            return false;
        }
        boolean excluded = false;
        for (Rule rule : rules) {
            if (excluded == rule.includes() && rule.pattern().matches(path)) {
                excluded = !rule.includes();
            }
        }
        return excluded;
    }

    /** Whether something below an excluded directory may be wanted again. */
    public boolean mayIncludeBelow() {
        return rules.stream().anyMatch(Rule::includes);
    }
}

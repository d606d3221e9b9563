package com.appaloft.infrastructure.source.folder;

import com.github.dockerjava.core.GoLangFileMatch;
import com.github.dockerjava.core.exception.GoLangFileMatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Leaves out what a source's {@code .dockerignore} names, secrets and dependencies above all; the last line that matches decides. */
public final class DockerIgnore {
    public static final String FILE = ".dockerignore";
    /** Is for us and not for the image, so it is read whatever is left out of the image. */
    private static final String DECLARATION = "appaloft.yml";

    private record Rule(String pattern, boolean includes) {
        boolean matches(String path) {
            try {
                return GoLangFileMatch.match(pattern, path)
                        // "at any depth" includes no depth at all, which the library forgets
                        || (pattern.startsWith("**/") && GoLangFileMatch.match(pattern.substring(3), path));
            } catch (GoLangFileMatchException e) {
                return false;
            }
        }
    }

    private final List<Rule> rules;

    private DockerIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    static DockerIgnore of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new DockerIgnore(List.of());
        }
        return of(Files.readAllLines(file));
    }

    /** @param lines of the file; none where there is no such file */
    public static DockerIgnore of(List<String> lines) {
        return new DockerIgnore(lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(DockerIgnore::rule)
                .filter(rule -> !rule.pattern().isEmpty())
                .toList());
    }

    /** @param path relative, with slashes */
    public boolean excludes(String path) {
        if (path.equals(DECLARATION)) {
            return false;
        }
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.matches(path)) {
                excluded = !rule.includes();
            }
        }
        return excluded;
    }

    /** Whether something below an excluded directory may be wanted again. */
    public boolean mayIncludeBelow() {
        return rules.stream().anyMatch(Rule::includes);
    }

    private static Rule rule(String line) {
        boolean includes = line.startsWith("!");
        String pattern = (includes ? line.substring(1) : line).strip();
        while (pattern.startsWith("/") || pattern.startsWith("./")) {
            pattern = pattern.substring(pattern.indexOf('/') + 1);
        }
        return new Rule(pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern, includes);
    }
}

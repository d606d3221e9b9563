package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.CheckedIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tests of the whole repository, as documents name them: {@code `SomeTest`} or {@code `SomeTest.someMethod`}. */
final class NamedTests {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    /** The source of every class, by its name. */
    private final Map<String, String> sources;

    NamedTests() throws IOException {
        try (var files = Files.find(
                CheckedIn.docs().getParent(),
                15,
                (file, found) -> file.toString().contains("/src/test/java/")
                        && file.toString().endsWith(".java"))) {
            sources = files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), NamedTests::text, (a, b) -> a + b));
        }
    }

    static List<MatchResult> in(String text) {
        return NAMED.matcher(text).results().toList();
    }

    void areThere(MatchResult named) {
        assertThat(sources).containsKey(named.group(1));
        if (named.group(2) != null) {
            assertThat(sources.get(named.group(1))).containsPattern("\\b" + named.group(2) + "\\(");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.CheckedIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/mission.md} has every statement of the page, and every test it names is there. */
class MissionDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| ([^|]*) \\|$");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    @Test
    void noWordOfThePageIsMissing() throws IOException {
        var listed = rows().stream().skip(1).map(row -> row.group(1)).collect(Collectors.joining());
        try (var page = MissionDocTest.class.getResourceAsStream("/mission/deployment-recovery.txt")) {
            var words = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(letters(listed)).isEqualTo(letters(words));
        }
    }

    @Test
    void everyStatementIsHeldByTestsThatAreThereOrSaysThatItIsNotYetTrue() throws IOException {
        var tests = tests();
        for (var row : rows().stream().skip(1).toList()) {
            var holds = row.group(2);
            var named = NAMED.matcher(holds).results().toList();
            assertThat(!named.isEmpty() || holds.startsWith("Not yet: ") || holds.equals("(a heading)"))
                    .as(row.group(1))
                    .isTrue();
            assertThat(named).as(row.group(1)).allSatisfy(test -> isThere(tests, test));
        }
    }

    private static void isThere(Map<String, String> tests, MatchResult test) {
        assertThat(tests).containsKey(test.group(1));
        if (test.group(2) != null) {
            assertThat(tests.get(test.group(1))).containsPattern("\\b" + test.group(2) + "\\(");
        }
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(CheckedIn.docs().resolve("mission.md")))
                .results()
                .filter(row -> !row.group(1).startsWith("---"))
                .toList();
    }

    /** The source of every test of the repository, by the name of its class. */
    private static Map<String, String> tests() throws IOException {
        try (var files = Files.find(
                CheckedIn.docs().getParent(),
                15,
                (file, found) -> file.toString().contains("/src/test/java/")
                        && file.toString().endsWith(".java"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), MissionDocTest::text, (a, b) -> a + b));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String letters(String text) {
        return text.replace("&lt;", "").replace("&gt;", "").replaceAll("[^\\p{L}\\p{N}]", "");
    }
}

package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.CheckedIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/mission.md} has every statement of the page, and every test it names is there. */
class MissionDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| ([^|]*) \\|$");

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
        var tests = new NamedTests();
        for (var row : rows().stream().skip(1).toList()) {
            var holds = row.group(2);
            var named = NamedTests.in(holds);
            assertThat(!named.isEmpty() || holds.startsWith("Not yet: ") || holds.equals("(a heading)"))
                    .as(row.group(1))
                    .isTrue();
            assertThat(named).as(row.group(1)).allSatisfy(tests::areThere);
        }
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(CheckedIn.docs().resolve("mission.md")))
                .results()
                .filter(row -> !row.group(1).startsWith("---"))
                .toList();
    }

    private static String letters(String text) {
        return text.replace("&lt;", "").replace("&gt;", "").replaceAll("[^\\p{L}\\p{N}]", "");
    }
}

package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.CheckedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every hostile input of {@code docs/hostile-inputs.md} is shown by tests that are there. */
class HostileInputsDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (.*) \\| ([^|]*) \\|$");

    @Test
    void everyRowNamesTestsThatAreThere() throws IOException {
        var tests = new NamedTests();
        var rows = ROW.matcher(Files.readString(CheckedIn.docs().resolve("hostile-inputs.md")))
                .results()
                .filter(row -> !row.group(3).equals("shown by"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        for (var row : rows) {
            var named = NamedTests.in(row.group(3));
            assertThat(named).as(row.group(1)).isNotEmpty().allSatisfy(tests::areThere);
        }
    }
}

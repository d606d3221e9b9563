package com.appaloft.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.testing.CheckedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsAreDocumentedTest {
    @Test
    void everyCodeHasAPageAndEveryPageACode() throws IOException {
        try (var pages = Files.list(CheckedIn.docs().resolve("problems"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                            .map(code -> code.wire() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void aPageSaysWhatItMeansWhenItHappensAndWhatToDo(ProblemCode code) throws IOException {
        var page = Files.readString(CheckedIn.docs().resolve("problems").resolve(code.wire() + ".md"));
        assertThat(page)
                .startsWith("# " + code.wire() + "\n")
                .contains(
                        code.title() + ".",
                        "\n## When\n",
                        "\n## What to do next\n",
                        "\n## Example\n",
                        "\"title\": \"" + code.title() + "\"",
                        "\"code\": \"" + code.wire() + "\"",
                        "\"retryable\": " + code.retryable());
    }
}

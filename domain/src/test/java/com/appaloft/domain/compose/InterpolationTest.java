package com.appaloft.domain.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
    private static final Map<String, String> VALUES = Map.of("X", "value", "EMPTY", "");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "$X, value",
                "a${X}b, avalueb",
                "${X:-d}, value",
                "${EMPTY:-d}, d",
                "\"${EMPTY-d}\", \"\"",
                "${GONE-d}, d",
                "${GONE:-}, \"\"",
                "${X:+yes}, yes",
                "\"${EMPTY:+yes}\", \"\"",
                "${EMPTY+yes}, yes",
                "${X:?needed}, value",
                "$$X, $X",
                "$${X}, ${X}",
                "no words, no words"
            })
    void aTextIsFilledInAsComposeDoes(String text, String filled) {
        assertThat(Interpolation.fill(text, VALUES::get)).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$GONE",
                "${GONE}",
                "${EMPTY:?needed}",
                "${GONE?needed}",
                "${A:-${B}}",
                "${}",
                "cost: 5$",
                "${1}",
                "$(id)"
            })
    void whatCannotBeFilledInIsRefused(String text) {
        assertThatThrownBy(() -> Interpolation.fill(text, VALUES::get)).isInstanceOf(Interpolation.Broken.class);
    }

    @Test
    void theEnvironmentOfThisMachineIsNotThere() {
        var names = List.copyOf(System.getenv().keySet());
        assertThat(names).isNotEmpty();
        assertThat(names.stream().filter(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Trees.wrong(
                                ComposeFile.read(Trees.web(Map.of("image", "web:${" + name + "}")), Trees.NONE, null)))
                        .singleElement()
                        .asString()
                        .contains("needs the variable " + name));
    }

    @Test
    void aSecretStandsOnlyWhereAProcessIsStarted() {
        var variables = new ComposeVariables(Map.of(), Set.of("TOKEN"));
        assertThat(Trees.wrong(ComposeFile.read(Trees.web(Map.of("image", "web:${TOKEN}")), variables, null)))
                .singleElement()
                .asString()
                .contains("uses the secret TOKEN");
        var model = Trees.accepted(ComposeFile.read(
                Trees.web(Map.of("image", "web", "command", List.of("run", "${TOKEN}"))), variables, null));
        assertThat(Trees.web(model).running().command()).containsExactly("run", "${TOKEN}");
    }
}

package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets are of small letters here and everything else is not, so that any run of small letters is a leak. */
class SecretMaskTest {
    private static final SecretMask MASK = new SecretMask(List.of("correcthorsebattery"));

    @ParameterizedTest
    @CsvSource({
        "KEY=correcthorsebattery!, KEY=••••!",
        "KEY=correcthors, KEY=••••",
        "KEY=correcthors…, KEY=••••…",
        "KEY=correcthors …, KEY=•••• …",
        "KEY=correcthors\uFFFD, KEY=••••\uFFFD",
        "rsebattery!, ••••!",
        "…rsebattery!, …••••!",
        "cthorsebatt, ••••",
        "web-1 | rsebattery!, web-1 | ••••!",
        "web | cthorsebatt, web | ••••",
        "rsebattery | x, •••• | x",
        "KEY=corr, KEY=corr"
    })
    void aLineShowsNoTellingPartOfASecretHoweverItWasCut(String printed, String shown) {
        assertThat(MASK.mask(printed)).isEqualTo(shown);
    }

    @Test
    void secretsThatOverlapAreBothHidden() {
        var mask = new SecretMask(List.of("abcdefghij", "ghijklmnop"));
        assertThat(mask.mask("X abcdefghijklmnop Y")).isEqualTo("X •••• Y");
    }

    @Test
    void everyLineOfASecretIsHiddenOnItsOwn() {
        var mask = new SecretMask(
                SecretMask.lines("  first-line\nsecond-line\nx\n", 3).toList());
        assertThat(mask.mask("a first-line\nb second-line\nx")).isEqualTo("a ••••\nb ••••\nx");
    }

    @Property
    void aPieceOfALineShowsNoTellingPartOfAnySecret(
            @ForAll("secrets") List<String> secrets,
            @ForAll("fillers") List<String> fillers,
            @ForAll int from,
            @ForAll int to) {
        var line = new StringBuilder();
        for (int i = 0; i < fillers.size(); i++) {
            line.append(fillers.get(i)).append(secrets.get(i % secrets.size()));
        }
        int begin = Math.floorMod(from, line.length() + 1);
        int end = begin + Math.floorMod(to, line.length() - begin + 1);
        var shown = new SecretMask(secrets).mask(line.substring(begin, end));
        assertThat(shown).doesNotContainPattern("[a-z]{" + SecretMask.TELLING + "}");
    }

    @Provide
    Arbitrary<List<String>> secrets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(4)
                .ofMaxLength(80)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> fillers() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .ofMinLength(1)
                .ofMaxLength(20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}

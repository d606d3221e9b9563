package com.appaloft.infrastructure.source.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns as Docker's builders read them. */
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "node_modules, node_modules, true",
        "node_modules, node_modules/a/b.js, true",
        "node_modules, web/node_modules, false",
        "**/node_modules, web/node_modules/x, true",
        "**/node_modules, node_modules, true",
        "config/**/secrets.yml, config/secrets.yml, true",
        "config/**/secrets.yml, config/a/b/secrets.yml, true",
        "config/**/secrets.yml, config/secrets.yaml, false",
        "a/**, a/b, true",
        "a/**, a, false",
        "**, a/b, true",
        "*.log, app.log, true",
        "*.log, logs/app.log, false",
        "**/*.log, logs/app.log, true",
        "/dist, dist/app.js, true",
        "./dist/, dist/app.js, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a[b-d]e, ace, true",
        "a[^b-d]e, ace, false",
        "a[^b-d]e, axe, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "*a*b*, xaxxbx, true",
        "*a*b*, xbxxax, false"
    })
    void aPatternMatchesWhatItMatchesThere(String pattern, String path, boolean matches) {
        assertThat(Glob.of(pattern).orElseThrow().matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "a[b", "a[]", "a[^]", "a[z-a]", "a\\"})
    void whatCannotBeReadIsNoPattern(String pattern) {
        assertThat(Glob.of(pattern)).isEmpty();
    }

    /** Whoever tries every way to share the name among the stars does not come to an end. */
    @Test
    void manyStarsTakeNoTime() {
        var pattern = Glob.of("*a".repeat(200) + "b").orElseThrow();
        assertThat(pattern.matches("a".repeat(250))).isFalse();
        var deep = Glob.of("**/a/".repeat(100) + "b").orElseThrow();
        assertThat(deep.matches("a/".repeat(500) + "c")).isFalse();
    }
}

package com.appaloft.infrastructure.source.declared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same repository has the same origin, and no credentials are in it. */
class GitOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://git.example/team/shop.git, git.example/team/shop",
        "https://deploy:p@ssw0rd@git.example/shop.git, git.example/shop",
        "https://tok@git.example:8443/shop?private_token=abc, git.example/shop",
        "ssh://git@git.example/shop.git/, git.example/shop",
        "git@git.example:team/shop.git, git.example/team/shop",
        "/srv/git/shop.git, /srv/git/shop"
    })
    void itIsHostAndPathOnly(String url, String origin) {
        assertThat(GitOrigin.normal(url)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pass@host", "https://host/a@b", "C:\\shop"})
    void whatMayHoldCredentialsIsNone(String url) {
        assertThat(GitOrigin.normal(url))
                .satisfiesAnyOf(
                        origin -> assertThat(origin).isNull(),
                        origin -> assertThat(origin).doesNotContain("pass").doesNotContain("@"));
    }
}

package com.appaloft.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {
    private static final String FINGERPRINT = "SHA256:" + "a".repeat(43);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/team/app.git",
                "https://git.example:8443/app",
                "http://git.example/app",
                "file:///srv/git/app.git"
            })
    void repositoriesOverTheWebAndOnThisDiskAreTaken(String locator) {
        assertThat(broken(new Source.GitRepository(locator, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@git.example:22/team/app.git", "git@git.example:team/app.git", "ssh://h/app"})
    void anSshHostIsTakenWithItsFingerprintOnly(String locator) {
        assertThat(broken(new Source.GitRepository(locator, null, null, "KEY", FINGERPRINT)))
                .isEmpty();
        assertThat(broken(new Source.GitRepository(locator, null))).contains("hostKeyFingerprint");
        assertThat(broken(new Source.GitRepository(locator, null, null, null, "SHA256:short")))
                .contains("hostKeyFingerprint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-uexec",
                "app",
                "/srv/git/app",
                "../app",
                "ext::sh -c touch% /tmp/x",
                "ext::sh",
                "fd::17",
                "ftp://git.example/app",
                "git://git.example/app",
                "jar:file:///x.jar!/",
                "file://other/srv/app",
                "file://localhost/srv/app",
                "file:/srv/app",
                "file:///srv/../etc",
                "https://git.example/../../etc",
                "https:///app",
                "https://git.example/app?token=s3cret",
                "https://git.example/app#main",
                "https://git.example/a b",
                "https://git.example/a\nb",
                "https://ada:s3cret@git.example/app",
                "https://s3cret@git.example/app",
                "ssh://ada:s3cret@git.example/app",
                "git@git.example:../app",
                "-oProxyCommand=x@git.example:app:b"
            })
    void otherAddressesAreRefusedWithoutRepeatingThem(String locator) {
        var rule = SourceRules.broken(new Source.GitRepository(locator, null)).orElseThrow();
        assertThat(rule.field()).isIn("locator", "hostKeyFingerprint");
        assertThat(rule.detail()).doesNotContain("s3cret").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x",
                "--upload-pack=x",
                "a b",
                "a..b",
                "/a",
                "a/",
                "a~1",
                "a^",
                "a:b",
                "a\\b",
                "a@{1}",
                "@",
                "a//b"
            })
    void whatIsNoNameOfARefIsRefused(String ref) {
        assertThat(broken(new Source.GitRepository("file:///a", ref))).contains("gitRef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "feature/größe",
                "v1.2.3+4",
                "refs/pull/7/head",
                "0123456789012345678901234567890123456789"
            })
    void namesOfRefsAreTaken(String ref) {
        assertThat(broken(new Source.GitRepository("file:///a", ref))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "a/../../b", "", " ", ".git", "a/.git/hooks", "a\\b", "a\u0000b"})
    void aDirectoryThatLeadsOutIsRefused(String directory) {
        assertThat(broken(new Source.GitRepository("file:///a", null, directory, null, null)))
                .contains("baseDirectory");
        assertThat(broken(new Source.StaticSite("/a", directory))).contains("publishDirectory");
    }

    @Test
    void credentialsAreNamedAndNeverGiven() {
        assertThat(broken(new Source.DockerImage("registry.example:5000/app@sha256:" + "ab".repeat(32), "REGISTRY")))
                .isEmpty();
        assertThat(broken(new Source.DockerImage("ada:s3cret@registry.example/app")))
                .contains("locator");
        assertThat(broken(new Source.DockerImage("app:v1", "ada:s3cret"))).contains("credentialsSecret");
        assertThat(broken(new Source.GitRepository("http://git.example/a", null, null, "TOKEN", null)))
                .contains("locator");
        assertThat(broken(new Source.GitRepository("http://127.0.0.1/a", null, null, "TOKEN", null)))
                .isEmpty();
        assertThat(broken(new Source.GitRepository("file:///a", null, null, "TOKEN", null)))
                .contains("credentialsSecret");
    }

    @Test
    void theSamePlaceIsTheSameHoweverItIsOpened() {
        var open = new Source.GitRepository("https://git.example/a", "main");
        assertThat(open.samePlace(new Source.GitRepository("https://git.example/a", "main", null, "TOKEN", null)))
                .isTrue();
        assertThat(open.samePlace(new Source.GitRepository("https://git.example/a", "next")))
                .isFalse();
    }

    private static Optional<String> broken(@Nullable Source source) {
        return SourceRules.broken(Objects.requireNonNull(source)).map(SourceRules.Broken::field);
    }
}

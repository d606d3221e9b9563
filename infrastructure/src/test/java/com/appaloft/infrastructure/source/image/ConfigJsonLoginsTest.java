package com.appaloft.infrastructure.source.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.domain.deployment.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's config.json as a secret: each registry gets its own login and no other. */
class ConfigJsonLoginsTest {
    private final ConfigJsonLogins texts = new ConfigJsonLogins();

    @Test
    void eachRegistryHasItsLoginHoweverItIsWritten() {
        var logins = texts.read("""
                        {"auths": {
                          "https://index.docker.io/v1/": {"auth": "%s"},
                          "r.example:5000": {"username": "grace", "password": "h0pper", "email": "g@r.example"}},
                         "HttpHeaders": {}}
                        """.formatted(base64("ada:s3:cret"))).orElseThrow();
        assertThat(logins.of("team/app:1")).isEqualTo(new RegistryLogin("ada", "s3:cret"));
        assertThat(logins.of("docker.io/team/app")).isEqualTo(new RegistryLogin("ada", "s3:cret"));
        assertThat(logins.of("r.example:5000/app@sha256:aa")).isEqualTo(new RegistryLogin("grace", "h0pper"));
        assertThat(logins.of("r.example/app")).isNull();
        assertThat(logins.of("r.example:5000.evil.example/app")).isNull();
        assertThat(logins.of("sha256:" + "ab".repeat(32))).isNull();
        assertThat(logins.toString()).doesNotContain("s3:cret", "h0pper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada:hunter2",
                "{\"auths\": \"hunter2\"}",
                "{\"auths\": [\"hunter2\"]}",
                "{\"auth\": \"hunter2\"}",
                "{\"auths\": {\"r.example\": {}}, \"credsStore\": \"hunter2\"}",
                "{\"auths\": {\"r.example\": {\"auth\": \"hunter2!\"}}}",
                "{\"auths\": {\"r.example\": {\"username\": \"hunter2\"}}}",
                "{\"auths\": {\"r.example\": \"hunter2\"}}",
                "{\"auths\": {}} hunter2"
            })
    void anythingElseIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> texts.logins("REGISTRIES", text))
                .isInstanceOfSatisfying(BackendFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
                    assertThat(failure.sentence()).contains("REGISTRIES").doesNotContain("hunter2");
                    assertThat(failure.getCause()).isNull();
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

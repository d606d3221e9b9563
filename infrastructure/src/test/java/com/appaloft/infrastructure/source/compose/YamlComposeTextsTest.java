package com.appaloft.infrastructure.source.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.ComposeTexts;
import com.appaloft.domain.compose.ComposeFile;
import com.appaloft.domain.compose.ComposeVariables;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlComposeTextsTest {
    private final ComposeTexts texts = new YamlComposeTexts();

    @TempDir
    Path folder;

    static Stream<Arguments> hostile() {
        var laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        return Stream.of(
                Arguments.of("billion laughs", laughs.toString(), "line 1: uses an anchor or alias"),
                Arguments.of("recursion", "a: &a\n  b: *a\n", "line 1: uses an anchor or alias"),
                Arguments.of("merge key", "x: &x {image: a}\nservices:\n  web:\n    <<: *x\n", "anchor or alias"),
                Arguments.of("a Java object", "a: !!javax.script.ScriptEngineManager []", "uses a tag"),
                Arguments.of("a tag of its own", "services:\n  web: !reset {}", "line 2: uses a tag"),
                Arguments.of("a key twice", "services: {}\nservices: {}", "second time"),
                Arguments.of("flow bomb", "[".repeat(50_000), "too deep"),
                Arguments.of("deep blocks", "{a: ".repeat(20) + "1" + "}".repeat(20), "no well-formed YAML"),
                Arguments.of("two documents", "a: 1\n---\nb: 2", "no well-formed YAML"),
                Arguments.of("no YAML", "a: [1, 2", "no well-formed YAML"),
                Arguments.of("a key that is a list", "[a]: 1", "a key that is no text"),
                Arguments.of("too large", "#".repeat(ComposeTexts.MOST_BYTES + 1), "larger than 128 KiB"),
                Arguments.of("a NUL", "a: \"\0\"", "no well-formed YAML"));
    }

    @Timeout(5)
    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsNoPlainYamlIsRefusedWithItsReason(String what, String text, String reason) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.COMPOSE_INVALID);
            assertThat(failure.sentence()).startsWith("compose.yaml").contains(reason);
        });
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> texts.parse(new byte[] {(byte) 0xff, (byte) 0xfe}, "compose.yaml"))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aPlainFileIsReadAsItWasWritten() {
        var reading = ComposeFile.read(parse("""
                        # a shop
                        services:
                          web:
                            image: shop/web:1.10
                            environment:
                              VERSION: 1.10
                              FLAG: on
                              EMPTY: ""
                            depends_on: {db: {condition: service_healthy}}
                          db:
                            image: shop/db:1
                            healthcheck: {test: [CMD, check, "-q"], interval: 1s}
                        """), new ComposeVariables(Map.of(), Set.of()), "web");
        assertThat(reading).isInstanceOfSatisfying(ComposeFile.Reading.Accepted.class, accepted -> {
            var web = accepted.model().services().get("web");
            assertThat(web).isNotNull();
            assertThat(web.running().environment())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("VERSION", "1.10", "FLAG", "on", "EMPTY", ""));
        });
        assertThat(texts.parse(new byte[0], "compose.yaml")).isNull();
    }

    @Test
    void aLinkIsNotFollowedAndAFolderIsNeeded() throws IOException {
        var outside = Files.writeString(folder.resolve("outside"), "services: {}");
        var inside = Files.createDirectory(folder.resolve("app"));
        Files.createSymbolicLink(inside.resolve("compose.yaml"), outside);
        Files.createSymbolicLink(inside.resolve("linked"), folder);
        assertThat(texts.inFolder(inside.toString(), "compose.yaml")).isEmpty();
        assertThat(texts.inFolder(inside.toString(), "linked/outside")).isEmpty();
        Files.writeString(inside.resolve("compose.yml"), "services: {}");
        assertThat(texts.inFolder(inside.toString(), "compose.yml")).isPresent();
        assertThatThrownBy(() -> texts.inFolder(folder + "/gone", "compose.yaml"))
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND));
    }

    private com.appaloft.domain.compose.@org.jspecify.annotations.Nullable ComposeTree parse(String text) {
        return texts.parse(text.getBytes(StandardCharsets.UTF_8), "compose.yaml");
    }
}

package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command line printed on the page works as printed there, and asks for what the page says can be called instead. */
class PageCommandLinesTest {
    private static final Path MISSION = Path.of(System.getProperty("basedir", "."), "..", "docs", "mission.md");
    private static final Pattern PRINTED = Pattern.compile(
            "appaloft (deployments [^|]*?)(?: or call POST (\\S+?))?(?: This query|[. ]* \\||\\. | after)");
    private static final String NOT_YET = "Not yet: ";

    @TempDir
    Path data;

    private record Line(String typed, String route) {}

    @TestFactory
    Stream<DynamicTest> everyLineOfThePage() throws IOException {
        return lines().map(line -> DynamicTest.dynamicTest(line.typed(), () -> isObeyed(line)));
    }

    @Test
    void noLineIsOverlooked() throws IOException {
        var mentions = Pattern.compile("appaloft deployments \\S+")
                .matcher(held())
                .results()
                .count();
        assertThat(lines()).hasSize((int) mentions).isNotEmpty();
    }

    private void isObeyed(Line line) throws IOException {
        try (var controlPlane = new ControlPlaneStub()) {
            controlPlane.answers(line.route(), line.route().startsWith("GET") ? 200 : 202, "{\"id\":\"dep_9\"}");
            var typed = new Typed(controlPlane, data);
            assertThat(typed.appaloft(line.typed().split(" ")))
                    .as("%s", typed.err())
                    .isZero();
            assertThat(controlPlane.asked())
                    .anyMatch(asked ->
                            (asked.method() + " " + asked.path().replaceFirst("\\?.*", "")).equals(line.route()));
        }
    }

    private static String held() throws IOException {
        try (var rows = Files.lines(MISSION)) {
            return String.join("\n", rows.filter(row -> !row.contains(NOT_YET)).toList());
        }
    }

    private static Stream<Line> lines() throws IOException {
        return PRINTED.matcher(held()).results().map(found -> {
            var typed = filled(found.group(1).replaceAll("&lt;(\\w+)&gt;", "{$1}"));
            var route = found.group(2) == null
                    ? "GET /api/deployments/dep_1/recovery-readiness"
                    : "POST " + filled(found.group(2));
            return new Line(typed, route);
        });
    }

    private static String filled(String text) {
        return text.replace("{candidateDeploymentId}", "dep_2")
                .replace("{deploymentId}", "dep_1")
                .replace("{resourceId}", "res_1")
                .replace("{iso}", "2026-01-01T00:00:00Z");
    }
}

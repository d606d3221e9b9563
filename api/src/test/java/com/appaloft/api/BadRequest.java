package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A request that must be refused.
 *
 * @param pointer of the problem, or null where none is expected
 */
record BadRequest(
        String what,
        String method,
        String path,
        String body,
        int status,
        String code,
        String pointer,
        String... headers) {

    static Stream<DynamicTest> tests(Door door, List<BadRequest> all) {
        return all.stream().map(bad -> DynamicTest.dynamicTest(bad.what(), () -> bad.isRefusedBy(door)));
    }

    /** With a problem that says what is wrong, and without any trace in what is recorded. */
    private void isRefusedBy(Door door) {
        long before = door.recorded();
        var answer = door.raw(method, path, body, headers);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.text("code")).as("%s", answer.body()).isEqualTo(code);
        assertThat(answer.text("type")).isEqualTo("/docs/problems/" + code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.body().path("reasons").isArray()).isTrue();
        assertThat(answer.body().path("nextActions").isArray()).isTrue();
        if (pointer != null) {
            assertThat(answer.text("pointer")).as("%s", answer.body()).isEqualTo(pointer);
        }
        assertThat(answer.body().toString()).doesNotContain("Exception", "com.appaloft", "org.springframework");
        assertThat(door.recorded()).isEqualTo(before);
    }
}

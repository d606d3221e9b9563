package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Webhooks over HTTP: the secret is shown once, and nothing of the own network is taken for a receiver. */
class WebhookRoutesTest {
    private static final String ROUTE = "/api/webhooks";
    private static final String PUBLIC = "https://1.1.1.1/hook";
    private static final List<String> NEVER = List.of("test.never-recorded");
    private final Door door = Door.open();

    @Test
    void theSecretIsInTheAnswerThatCreatesAndInNoOther() {
        var made = door.send("POST", ROUTE, Map.of("url", PUBLIC, "events", NEVER, "resourceId", door.resource));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("whk_");
        assertThat(made.text("secret")).startsWith("whsec_");
        var one = ROUTE + "/" + made.text("id");
        var list = door.send("GET", ROUTE, null).body();
        assertThat(list.toString()).contains(made.text("id"), door.resource).doesNotContain("whsec_");
        assertThat(door.send("GET", one + "/dead-letters", null)
                        .body()
                        .path("items")
                        .size())
                .isZero();
        assertThat(door.send("POST", one + "/dead-letters/1/redeliver", null).status())
                .isEqualTo(404);
        assertThat(door.send("DELETE", one, null).status()).isEqualTo(204);
        assertThat(door.send("DELETE", one, null).status()).isEqualTo(404);
    }

    @Test
    void wrongRequestsNameTheField() {
        refused("/url", Map.of());
        refused("/url", Map.of("url", "http://1.1.1.1/"));
        refused("/url", Map.of("url", "https://127.0.0.1/"));
        refused("/url", Map.of("url", "https://169.254.169.254/latest/meta-data"));
        refused("/events/1", Map.of("url", PUBLIC, "events", List.of("deployment.failed", "Not An Event")));
        refused("/resourceId", Map.of("url", PUBLIC, "resourceId", "x"));
        var unknown = door.send("POST", ROUTE, Map.of("url", PUBLIC, "resourceId", "res_none"));
        assertThat(unknown.status()).isEqualTo(404);
        for (var path : List.of("/whk_none/dead-letters", "/nonsense/dead-letters")) {
            assertThat(door.send("GET", ROUTE + path, null).status()).as(path).isEqualTo(404);
        }
    }

    private void refused(String pointer, Map<String, ?> body) {
        var answer = door.send("POST", ROUTE, new HashMap<>(body));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.text("pointer")).isEqualTo(pointer);
    }
}

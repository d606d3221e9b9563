package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are followed through losses of the line, and webhooks are kept, as typed. */
class EventsTest {
    @TempDir
    Path data;

    private ControlPlaneStub controlPlane;
    private Typed typed;

    @BeforeEach
    void start() throws IOException {
        controlPlane = new ControlPlaneStub();
        typed = new Typed(controlPlane, data);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    @Test
    void tailGoesOnBehindTheLastEventSeen() {
        controlPlane
                .answers(
                        "GET /api/events/stream",
                        200,
                        "retry: 1000\n\nevent: heartbeat\ndata: {}\n\n" + event("g7", "project.created", "prj_1"))
                .answers("GET /api/events/stream", 200, event("g8", "deployment.failed", "dep_1"));
        assertThat(typed.appaloft("events", "tail", "--limit", "2")).isZero();
        assertThat(typed.out().lines())
                .containsExactly("11:00:00  project.created  prj_1  g7", "11:00:00  deployment.failed  dep_1  g8");
        assertThat(controlPlane.asked().getFirst().path()).isEqualTo("/api/events/stream?after=now");
        assertThat(controlPlane.asked().getFirst().header("Last-event-id")).isEmpty();
        assertThat(controlPlane.lastAsked().header("Last-event-id")).isEqualTo("g7");
    }

    @Test
    void aGapIsSaidAndARefusalEndsIt() {
        controlPlane
                .answers("GET /api/events/stream", 200, "event: gap\ndata: {\"after\":\"g1\"}\n\n")
                .answers(
                        "GET /api/events/stream",
                        400,
                        "{\"code\":\"validation_error\",\"detail\":\"This is no cursor of this stream.\"}");
        assertThat(typed.appaloft("events", "tail", "--after", "g1")).isEqualTo(2);
        assertThat(typed.err()).contains("Some events between are gone").contains("This is no cursor");
    }

    @Test
    void theSecretOfAWebhookIsShownOnce() {
        controlPlane.answers("POST /api/webhooks", 201, "{\"id\":\"whk_1\",\"secret\":\"whsec_x\"}");
        assertThat(typed.appaloft("webhooks", "create", "https://x.example/h", "--event", "deployment.failed"))
                .isZero();
        assertThat(typed.out()).contains("whk_1").contains("whsec_x");
        assertThat(controlPlane.lastAsked().body())
                .isEqualTo("{\"url\":\"https://x.example/h\",\"events\":[\"deployment.failed\"]}");
    }

    @Test
    void aRedeliveryThatFailsIsSaidByTheExitCode() {
        controlPlane.answers(
                "POST /api/webhooks/whk_1/dead-letters/3/redeliver",
                200,
                "{\"delivered\":false,\"error\":\"the receiver answered 500\"}");
        assertThat(typed.appaloft("webhooks", "redeliver", "whk_1", "3")).isEqualTo(1);
        assertThat(typed.out()).contains("Not delivered: the receiver answered 500.");
    }

    private static String event(String id, String name, String subject) {
        return "id: " + id + "\nevent: " + name + "\ndata: {\"time\":\"2026-01-01T10:00:00.000Z\",\"subject\":\""
                + subject + "\"}\n\n";
    }
}

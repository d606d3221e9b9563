package com.appaloft.infrastructure.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.SecretKeyRing;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.Webhooks;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.WebhookId;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import com.appaloft.infrastructure.testing.TestFolders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscribers are told of every event in order, once it can be told, whatever fails in between. */
class WebhooksTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final WebhookId HOOK = new WebhookId("whk_1");
    private final PostgresForTests.Fresh database = PostgresForTests.fresh();
    private Path data;
    private Receiver receiver;
    private Persistence process;

    @ComponentScan("com.appaloft.infrastructure.webhook")
    static class WithWebhooks {}

    @BeforeEach
    void start() throws Exception {
        data = TestFolders.make("appaloft-webhooks");
        receiver = new Receiver();
        startProcess();
    }

    private void startProcess() {
        process = Persistence.on(
                database,
                data,
                List.of(
                        "APPALOFT_WEBHOOKS_ALLOW_PRIVATE=true",
                        "appaloft.webhooks.first-pause=20ms",
                        "appaloft.webhooks.tries=3"),
                WithWebhooks.class);
        await().atMost(SOON)
                .until(() -> process.bean(EventFeed.class).everything().end() >= -1);
    }

    @AfterEach
    void stop() {
        process.close();
        receiver.close();
    }

    @Test
    void eachEventComesOnceInOrderAndSigned() throws Exception {
        append("prj_before");
        await().atMost(SOON)
                .until(() -> process.bean(EventFeed.class).everything().end() > 0);
        var secret = webhooks().add(HOOK, receiver.url(), List.of(), null);
        for (int i = 0; i < 20; i++) {
            append("prj_" + i);
        }
        await().atMost(SOON).until(() -> receiver.taken.size() >= 20);
        assertThat(receiver.taken).hasSize(20).allSatisfy(taken -> {
            assertThat(taken.type()).startsWith("application/cloudevents+json");
            assertThat(taken.signature()).isEqualTo(expected(secret, taken));
            assertThat(taken.body()).contains("\"id\":\"" + taken.id() + "\"");
            assertThat(Instant.ofEpochSecond(Long.parseLong(taken.timestamp())))
                    .isAfter(Instant.now().minusSeconds(60));
        });
        for (int i = 0; i < 20; i++) {
            assertThat(receiver.taken.get(i).body()).contains("\"subject\":\"prj_" + i + "\"");
        }
    }

    @Test
    void onlyTheEventsAskedForAreTold() {
        webhooks().add(HOOK, receiver.url() + "/other", List.of("server.registered"), null);
        webhooks().add(new WebhookId("whk_2"), receiver.url(), List.of("project.created"), null);
        append("prj_1");
        await().atMost(SOON).until(() -> position("whk_1") > 0 && receiver.taken.size() == 1);
        assertThat(receiver.taken.getFirst().path()).isEqualTo("/hook");
    }

    @Test
    void aReceiverThatFailsIsTriedAgainThenItsEventIsBuriedTheRestGoesOnAndItCanBeRedelivered() {
        webhooks().add(HOOK, receiver.url(), List.of(), null);
        receiver.answers = 500;
        append("prj_1");
        await().atMost(SOON).until(() -> webhooks().deadLetters(HOOK, -1, 10).size() == 1);
        var letter = webhooks().deadLetters(HOOK, -1, 10).getFirst();
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.error()).contains("500");
        assertThat(receiver.taken).hasSize(3).extracting(Receiver.Taken::id).containsOnly(letter.eventId());
        assertThat(webhooks().redeliver(HOOK, letter.number()).orElseThrow().delivered())
                .isFalse();
        receiver.answers = 200;
        append("prj_2");
        await().atMost(SOON).until(() -> receiver.taken.size() == 5);
        assertThat(receiver.taken.getLast().body()).contains("prj_2");
        assertThat(webhooks().redeliver(HOOK, letter.number()).orElseThrow().delivered())
                .isTrue();
        assertThat(receiver.taken.getLast().id()).isEqualTo(letter.eventId());
        assertThat(webhooks().deadLetters(HOOK, -1, 10)).isEmpty();
        assertThat(webhooks().redeliver(HOOK, letter.number())).isEmpty();
    }

    @Test
    void aRestartLosesNothing() {
        webhooks().add(HOOK, receiver.url(), List.of(), null);
        receiver.answers = 503;
        append("prj_1");
        append("prj_2");
        await().atMost(SOON).until(() -> !receiver.taken.isEmpty());
        process.close();
        receiver.answers = 204;
        startProcess();
        append("prj_3");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> position("whk_1")
                        == process.bean(EventFeed.class).everything().end());
        var bodies = receiver.taken.stream().map(Receiver.Taken::body).toList();
        for (int i = 1; i <= 3; i++) {
            var subject = "\"subject\":\"prj_" + i + "\"";
            assertThat(bodies).anyMatch(body -> body.contains(subject));
        }
        assertThat(webhooks().deadLetters(HOOK, -1, 10)).isEmpty();
    }

    @Test
    void whoWasNotToldOfWhatWasDeletedIsToldThatSomethingIsMissing() {
        webhooks().add(HOOK, receiver.url(), List.of("server.registered"), null);
        append("prj_0");
        await().atMost(SOON)
                .until(() -> position("whk_1")
                        == process.bean(EventFeed.class).everything().end());
        process.bean(JdbcClient.class).sql("update webhook set position = -1").update();
        process.bean(JdbcClient.class)
                .sql("delete from domain_event where aggregate_identifier = 'prj_0'")
                .update();
        append("prj_1");
        await().atMost(SOON).until(() -> !receiver.taken.isEmpty());
        assertThat(receiver.taken).singleElement().satisfies(taken -> {
            assertThat(taken.body()).contains("\"type\":\"gap\"", "\"data\":{\"after\":\"g0\",\"reason\":\"pruned\"}");
            assertThat(taken.body()).contains("\"id\":\"" + taken.id() + "\"");
        });
    }

    /** The notice of a hole neither resets the tries of what comes before it nor is told again with each of them. */
    @Test
    void whatIsRejectedBeforeAHoleIsBuriedAndTheRestGoesOn() {
        webhooks().add(HOOK, receiver.url(), List.of(), null);
        process.bean(JdbcClient.class)
                .sql("update webhook set position = 1000000")
                .update();
        for (int i = 0; i < 4; i++) {
            append("prj_" + i);
        }
        await().atMost(SOON)
                .until(() -> process.bean(EventFeed.class).everything().end() >= 3);
        process.bean(JdbcClient.class)
                .sql("delete from domain_event where aggregate_identifier = 'prj_1'")
                .update();
        receiver.rejects = "\"prj_0\"";
        process.bean(JdbcClient.class).sql("update webhook set position = -1").update();
        append("prj_4");
        await().atMost(SOON).until(() -> receiver.taken.size() >= 7);

        assertThat(webhooks().deadLetters(HOOK, -1, 10))
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempts()).isEqualTo(3));
        assertThat(receiver.taken)
                .hasSize(7)
                .last()
                .satisfies(taken -> assertThat(taken.body()).contains("prj_4"));
        assertThat(receiver.taken.stream().filter(taken -> taken.body().contains("\"gap\"")))
                .hasSize(1);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() {
        webhooks().add(HOOK, receiver.url(), List.of(), null);
        receiver.location = receiver.url().replace("/hook", "/elsewhere");
        receiver.answers = 307;
        append("prj_1");
        await().atMost(SOON).until(() -> webhooks().deadLetters(HOOK, -1, 10).size() == 1);
        assertThat(receiver.taken).extracting(Receiver.Taken::path).containsOnly("/hook");
    }

    @Test
    void theSecretIsStoredEncryptedAndARemovedSubscriptionLeavesNothing() {
        var secret = webhooks().add(HOOK, receiver.url(), List.of(), null);
        var rows = process.bean(JdbcClient.class)
                .sql("select w::text || encode(ciphertext, 'escape') from webhook w")
                .query(String.class)
                .list();
        assertThat(secret).startsWith("whsec_");
        assertThat(rows).singleElement().asString().doesNotContain(secret).doesNotContain(secret.substring(6));
        receiver.answers = 500;
        append("prj_1");
        await().atMost(SOON).until(() -> process.count("webhook_dead_letter") == 1);
        webhooks().remove(HOOK);
        assertThat(webhooks().find(HOOK)).isEmpty();
        assertThat(process.count("webhook_dead_letter")).isZero();
        await().atMost(SOON).until(() -> process.count("webhook_queue") == 0);
    }

    @Test
    void whatIsSentAfterARotationOfTheKeysIsSignedAsBefore() throws Exception {
        var secret = webhooks().add(HOOK, receiver.url(), List.of(), null);
        var rotation = process.bean(SecretKeyRing.class).rotate();
        assertThat(process.bean(JdbcClient.class)
                        .sql("select key_id from webhook")
                        .query(String.class)
                        .single())
                .isEqualTo(rotation.keyId());
        append("prj_1");
        await().atMost(SOON).until(() -> receiver.taken.size() == 1);
        assertThat(receiver.taken.getFirst().signature()).isEqualTo(expected(secret, receiver.taken.getFirst()));
    }

    private static String expected(String secret, Receiver.Taken taken) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        var signed = taken.id() + "." + taken.timestamp() + "." + taken.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private Webhooks webhooks() {
        return process.bean(Webhooks.class);
    }

    private long position(String webhook) {
        return process.bean(JdbcClient.class)
                .sql("select position from webhook where id = ?")
                .param(webhook)
                .query(Long.class)
                .single();
    }

    private void append(String project) {
        var id = new ProjectId(project);
        process.bean(UnitOfWork.class)
                .run(() -> process.bean(Projects.class)
                        .append(
                                id,
                                List.of(new ProjectEvent.Created(id, "new", Instant.parse("2026-03-01T10:00:00Z")))));
    }
}

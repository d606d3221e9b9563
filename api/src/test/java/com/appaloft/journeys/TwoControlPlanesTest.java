package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.WorkQueue;
import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;

/** Two processes on one database: one carries attempts, the other one is asked. */
class TwoControlPlanesTest {
    private static final Duration PROMPTLY = Duration.ofSeconds(5);
    private static final FakeBackend HOST = new FakeBackend(InProcess.KIND);
    static InProcess carrying;
    static InProcess asked;
    static Workspace at;
    static int names;

    @BeforeAll
    static void start() {
        var database = PostgresForTests.fresh().url();
        carrying = new InProcess(HOST, database);
        asked = new InProcess(HOST, database);
        at = new Workspace(asked.api(), InProcess.KIND);
        queue(asked).stop();
    }

    @AfterAll
    static void stop() {
        asked.close();
        carrying.close();
    }

    @Test
    void aCancelStopsAHealthWaitOfTheOtherProcess() throws Exception {
        canceledPromptly(Step.ASK);
    }

    @Test
    void aCancelStopsAPullOfTheOtherProcess() throws Exception {
        canceledPromptly(Step.RESOLVE);
    }

    @Test
    void whoFollowsAnAttemptOfTheOtherProcessIsNotKeptWaiting() throws Exception {
        var resource = site();
        var wait = HOST.script().blockNext(Step.ASK);
        var attempt = at.api.deploy(resource);
        wait.awaitReached();
        var followed = started(() -> followedToTheEnd(attempt));
        wait.release();
        assertThat(followed.get(PROMPTLY.toSeconds(), TimeUnit.SECONDS)).isGreaterThan(5);
    }

    /** Each question waits until there is something new, far longer than the whole attempt takes. */
    private static long followedToTheEnd(String attempt) {
        long cursor = -1;
        boolean over = false;
        while (!over) {
            var page = at.api
                    .get("/api/deployments/" + attempt + "/timeline?waitSeconds=25&after=" + cursor)
                    .body();
            cursor = page.path("nextCursor").asLong();
            over = page.path("terminal").asBoolean();
        }
        return cursor;
    }

    @Test
    void anAttemptThatNobodyBeganIsCanceledAtOnce() {
        var resource = site();
        queue(carrying).stop();
        try {
            var attempt = at.api.deploy(resource);
            var canceled = cancel(attempt, "at-once");
            assertThat(canceled.status()).isEqualTo(200);
            assertThat(canceled.text("status")).isEqualTo("canceled");
            assertThat(status(attempt)).isEqualTo("canceled");
            var repeated = cancel(attempt, "at-once");
            assertThat(repeated.status()).isEqualTo(200);
            assertThat(repeated.body()).isEqualTo(canceled.body());
            var late = at.cancel(attempt);
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.text("code")).isEqualTo("deployment_cancel_not_allowed");
            var next = at.api.deploy(resource);
            queue(carrying).start();
            at.api.succeeded(next);
            assertThat(status(attempt)).isEqualTo("canceled");
        } finally {
            if (!queue(carrying).isRunning()) {
                queue(carrying).start();
            }
        }
    }

    private static void canceledPromptly(Step step) throws Exception {
        var resource = site();
        Script.Gate wait = HOST.script().blockNext(step);
        var attempt = at.api.deploy(resource);
        wait.awaitReached();
        var accepted = cancel(attempt, "cancel-" + attempt);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("cancel-requested");
        var ended = started(() -> at.api.ended(attempt)).get(PROMPTLY.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("canceled");
        var again = cancel(attempt, "cancel-" + attempt);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(accepted.body());
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static Api.Answer cancel(String attempt, String key) {
        return at.api.send(
                "POST",
                "/api/deployments/" + attempt + "/cancel",
                Map.of("confirm", attempt),
                Map.of("Idempotency-Key", key));
    }

    private static String status(String attempt) {
        return at.api.deployment(attempt).path("status").asString();
    }

    private static Lifecycle queue(InProcess process) {
        return (Lifecycle) process.bean(WorkQueue.class);
    }

    private static String site() {
        var name = "two-" + names++;
        HOST.image("two/" + name + ":v1", FakeImage.serving());
        return at.resource(
                name,
                Workspace.image("two/" + name + ":v1"),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 42_000 + names),
                Workspace.httpHealth());
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Visits of more than a moment, and of more than one container, across a switch. */
class EdgeStreamsIT {
    private static final int DRAIN_SECONDS = 8;
    private static final int CROWD = 4;

    static EdgePlane plane;
    static Workspace at;

    @BeforeAll
    static void start() throws IOException {
        plane = new EdgePlane(DRAIN_SECONDS);
        at = plane.at;
    }

    @AfterAll
    static void stop() throws IOException {
        plane.close();
    }

    @Test
    void whoListensToEventsHearsThemAcrossTheSwitchUntilTheLimit() throws Exception {
        var folder = Apps.telling("one");
        var resource = plane.named("tells", folder);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = plane.visitor("tells");
        try (var events = visitor.listen("/events")) {
            assertThat(events.hear()).contains("data: one");
            Apps.become(folder, Apps.telling("two"));
            var next = at.api.deploy(resource);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> visitor.read("/").contains("two"));
            for (int heard = 0; heard < 3; heard++) {
                assertThat(events.hear()).as("after the switch").contains("data: one");
            }
            at.api.succeeded(next);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(events.hear()).isEmpty());
        }
        try (var events = visitor.listen("/events")) {
            assertThat(events.hear()).contains("data: two");
        }
        Apps.delete(folder);
    }

    /** Their body is sent once, to who answers. */
    @Test
    void whoSendsSomethingWhileDataChangesHandsWaitsAndIsHeardByTheNext() {
        var folder = Apps.hearing("one", 0);
        var resource = plane.named(
                "hears",
                folder,
                Map.of("runtime", Map.of("volumes", List.of(Map.of("name", "data", "path", "/data")))));
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var visitor = plane.visitor("hears");
        assertThat(visitor.post("/", "hello")).isEqualTo("one heard hello");
        Apps.become(folder, Apps.hearing("two", 3));
        var second = at.api.deploy(resource);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> running(first).isEmpty());
        assertThat(visitor.post("/", "who is there")).isEqualTo("two heard who is there");
        at.api.succeeded(second);
        Apps.delete(folder);
    }

    /** What it was asked is answered to its end; who comes meanwhile waits. */
    @Test
    void whatSharesDataAnswersWhatItWasAskedBeforeItIsStopped() {
        var folder = Apps.slowToAnswer("slow one", 2);
        var resource = plane.named(
                "keeps",
                folder,
                Map.of("runtime", Map.of("volumes", List.of(Map.of("name", "data", "path", "/data")))));
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var visitor = plane.visitor("keeps");
        var asking = visitor.asksOverAndOver("/slow", 3);
        Apps.become(folder, Apps.slowToAnswer("slow two", 2));
        at.api.succeeded(at.api.deploy(resource));
        var answers = asking.close();
        assertThat(answers).anyMatch(answer -> answer.contains("slow two"));
        assertThat(answers).filteredOn(answer -> answer.contains(" 200 ")).allMatch(EdgeStreamsIT::whole);
        assertThat(answers).noneMatch(answer -> answer.startsWith("no answer"));
        Apps.delete(folder);
    }

    /**
     * It is proven ahead of the switch, is visited, and ends before what was begun with the one before does. What it had taken
     * itself when it died is lost with it, one request of each visitor at most: nobody may ask that of an application twice.
     */
    @Test
    void whatStopsAnsweringOnceItWasSwitchedToIsRolledBackAndLosesOnlyWhatItHadTakenItself() throws Exception {
        var folder = Apps.siteWithSlowPart("version 1", DRAIN_SECONDS + 2);
        var resource = plane.named("restored", folder);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = plane.visitor("restored");
        try (var crowd = visitor.crowd(CROWD)) {
            Apps.become(folder, Apps.servingUntilAsked("version 2"));
            var next = at.api.deploy(resource);
            var slow = new ArrayList<CompletableFuture<String>>();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        slow.add(CompletableFuture.supplyAsync(
                                () -> visitor.read("/cgi-bin/slow"), Thread::startVirtualThread));
                        return visitor.visit().equals("version 2");
                    });
            // who waits for it then does so for less than the proxy lets anybody wait
            Thread.sleep(3_000);
            assertThat(visitor.read("/cgi-bin/end")).endsWith("ended");
            var ended = at.api.ended(next);
            assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("rolled-back");
            assertThat(ended.path("failure").path("code").asString()).isEqualTo("route-not-serving");
            assertThat(visitor.visit()).isEqualTo("version 1");
            assertThat(running(next)).isEmpty();
            // the last may have come to the next one
            assertThat(slow.subList(0, slow.size() - 1).stream().map(CompletableFuture::join))
                    .isNotEmpty()
                    .allMatch(answer -> answer.endsWith("version 1"));
            assertThat(crowd.visits()).isGreaterThan(100);
            assertThat(crowd.failed())
                    .hasSizeLessThanOrEqualTo(CROWD)
                    .allSatisfy(answer -> assertThat(answer).contains("502"));
        }
        Apps.delete(folder);
    }

    /** The name answers as it should, and it is not this attempt that does. */
    @Test
    void aSwitchThatTheProxyDoesNotMakeIsNoSuccess() throws Exception {
        var folder = Apps.site("version 1");
        var resource = plane.named("unheard", folder);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = plane.visitor("unheard");
        try (var crowd = visitor.crowd(CROWD)) {
            Apps.become(folder, Apps.site("version 2"));
            plane.proxyDoesNotHearTheNextChange();
            var next = at.api.deploy(resource);
            var ended = at.api.ended(next);
            assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("rolled-back");
            assertThat(ended.path("failure").path("code").asString()).isEqualTo("route-not-serving");
            assertThat(visitor.visit()).isEqualTo("version 1");
            assertThat(running(next)).isEmpty();
            assertThat(crowd.failed()).isEmpty();
        }
        Apps.delete(folder);
    }

    @Test
    void severalServicesAreVisitedByOneName() throws IOException {
        var folder = Files.createTempDirectory("appaloft-compose");
        version(folder, "version 1");
        var resource = at.resource(
                "both",
                Map.of("kind", "compose", "locator", folder.toString(), "service", "web"),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
        at.api.succeeded(at.api.deploy(resource));
        var visitor = plane.visitor("both");
        assertThat(visitor.visit()).isEqualTo("version 1");
        try (var crowd = visitor.crowd(4)) {
            version(folder, "version 2");
            at.api.succeeded(at.api.deploy(resource));
            assertThat(visitor.visit()).isEqualTo("version 2");
            assertThat(crowd.failed()).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Apps.delete(folder);
    }

    private static boolean whole(String answer) {
        return answer.lines().filter(line -> line.startsWith("slow ")).count() == 3;
    }

    private static void version(Path folder, String text) throws IOException {
        Apps.become(Files.createDirectories(folder.resolve("web")), Apps.site(text));
        Apps.become(Files.createDirectories(folder.resolve("side")), Apps.site("side"));
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web: {build: ./web}
                  side: {build: ./side}
                """);
    }

    private static List<?> running(String deployment) {
        return plane.docker
                .docker()
                .listContainersCmd()
                .withLabelFilter(Map.of("com.appaloft.deployment", deployment))
                .exec();
    }
}

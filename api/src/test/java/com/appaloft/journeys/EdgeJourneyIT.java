package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Resources that are visited by their names, through a real proxy.
 *
 * <p>{@code -Dappaloft.edge.switches=100} is the run of docs/reliability.md.
 */
class EdgeJourneyIT {
    private static final int SWITCHES = Integer.getInteger("appaloft.edge.switches", 4);
    private static final int VISITORS = 8;
    /** Longer than the slow answer takes. */
    private static final int DRAIN_SECONDS = 12;

    static EdgePlane plane;
    static Workspace at;
    static int port;

    @BeforeAll
    static void start() throws IOException {
        plane = new EdgePlane(DRAIN_SECONDS);
        at = plane.at;
        port = plane.port;
    }

    @AfterAll
    static void stop() throws IOException {
        plane.close();
    }

    @Test
    void noVisitorNoticesACutOverAFailedDeploymentOrARollback() throws Exception {
        var folder = Apps.site("version 0");
        var resource = named("shop", folder);
        var good = at.api.deploy(resource);
        var ended = at.api.succeeded(good);
        assertThat(ended.toString()).contains("http://shop.production.localhost:" + port);
        var visitor = new Visitor("127.0.0.1", port, "shop.production.localhost");
        assertThat(visitor.visit()).isEqualTo("version 0");
        try (var crowd = visitor.crowd(VISITORS)) {
            for (int i = 1; i <= SWITCHES; i++) {
                Apps.become(folder, Apps.site("version " + i));
                var next = at.api.deploy(resource);
                at.api.succeeded(next);
                assertThat(visitor.visit()).isEqualTo("version " + i);
                if (i % 2 == 0) {
                    Apps.become(folder, Apps.broken("gone at once"));
                    assertThat(at.api
                                    .ended(at.api.deploy(resource))
                                    .path("status")
                                    .asString())
                            .isEqualTo("failed");
                    assertThat(visitor.visit()).isEqualTo("version " + i);
                    at.api.succeeded(at.rollback(next, good).text("id"));
                    assertThat(visitor.visit()).isEqualTo("version " + (i == 2 ? 0 : i - 2));
                    good = next;
                }
            }
            System.out.println(SWITCHES + " cut-overs, " + SWITCHES / 2 + " failed deployments and " + SWITCHES / 2
                    + " rollbacks under " + crowd.visits() + " visits that are never repeated: "
                    + crowd.failed().size() + " failed "
                    + crowd.failed().stream().limit(30).toList());
            assertThat(crowd.visits()).isGreaterThan(SWITCHES * 100);
            assertThat(crowd.failed()).isEmpty();
        } finally {
            Apps.delete(folder);
        }
    }

    /** Two of them would share the volume: one is stopped before the other is started. */
    @Test
    void whoComesWhileDataChangesHandsWaitsAndIsLetIn() throws Exception {
        var folder = Apps.site("version 1");
        var resource = at.resource(
                "keeps",
                Workspace.folder(folder),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth(),
                Map.of("runtime", Map.of("volumes", List.of(Map.of("name", "data", "path", "/data")))));
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var visitor = new Visitor("127.0.0.1", port, "keeps.production.localhost");
        assertThat(visitor.visit()).isEqualTo("version 1");
        Apps.become(folder, Apps.slowToServe("version 2", 3));
        var second = at.api.deploy(resource);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> running(first).isEmpty());
        assertThat(visitor.visit()).isEqualTo("version 2");
        at.api.succeeded(second);
        assertThat(visitor.visit()).isEqualTo("version 2");
        Apps.delete(folder);
    }

    @Test
    void whatTheProxyCannotReachNamesItsCauseAndNoVisitorNotices() throws Exception {
        var folder = Apps.site("version reachable");
        var resource = at.resource(
                "reached",
                Workspace.folder(folder),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Map.of("type", "none"));
        at.api.succeeded(at.api.deploy(resource));
        var visitor = new Visitor("127.0.0.1", port, "reached.production.localhost");
        assertThat(visitor.visit()).isEqualTo("version reachable");
        Apps.become(folder, Apps.onlyToItself("unreachable"));
        try (var crowd = visitor.crowd(VISITORS)) {
            var ended = at.api.ended(at.api.deploy(resource));
            assertThat(ended.path("status").asString()).isEqualTo("failed");
            assertThat(ended.path("failure").path("code").asString())
                    .as("%s", ended)
                    .isEqualTo("route-not-serving");
            var summary = at.api.get("/api/deployments/" + ended.path("id").asString() + "/diagnostic-summary");
            assertThat(summary.text("firstAction")).isEqualTo("Check proxy readiness and network profile.");
            assertThat(visitor.visit()).isEqualTo("version reachable");
            assertThat(crowd.visits()).isGreaterThan(100);
            assertThat(crowd.failed()).isEmpty();
        }
        Apps.delete(folder);
    }

    @Test
    void aPreviewHasANameOfItsOwnUntilItIsCleanedUp() {
        var folder = Apps.site("production");
        var resource = named("viewed", folder);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(folder, Apps.site("preview"));
        var name = Map.of("resourceId", resource, "type", "branch", "previewId", "feature/cart");
        var preview = at.api.post("/api/previews", name);
        at.api.succeeded(preview.text("deploymentId"));
        var production = new Visitor("127.0.0.1", port, "viewed.production.localhost");
        var ofPreview = new Visitor("127.0.0.1", port, "branch-feature-cart.viewed.production.localhost");
        assertThat(ofPreview.visit()).isEqualTo("preview");
        assertThat(production.visit()).isEqualTo("production");
        assertThat(at.api.post("/api/previews/cleanup", name).text("status")).isEqualTo("cleaned");
        assertThat(ofPreview.visit()).startsWith("HTTP/1.1 404");
        assertThat(production.visit()).isEqualTo("production");
        Apps.delete(folder);
    }

    @Test
    void whatIsUnderWayIsAnsweredToItsEndByWhoWasAsked() {
        var folder = Apps.slowToAnswer("slow one", 9);
        var resource = named("slow", folder);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = new Visitor("127.0.0.1", port, "slow.production.localhost");
        var slow = CompletableFuture.supplyAsync(() -> visitor.read("/slow"), Thread::startVirtualThread);
        Apps.become(folder, Apps.slowToAnswer("slow two", 9));
        at.api.succeeded(at.api.deploy(resource));
        assertThat(slow.join().lines().filter("slow one"::equals)).hasSize(10);
        assertThat(visitor.read("/").strip()).endsWith("slow two");
        Apps.delete(folder);
    }

    /** A switch of its own name gives it the time to end; those of others it does not notice at all. */
    @Test
    void whoTalksOverAnUpgradedConnectionGoesOnUntilTheLimitAndOthersDoNotEndIt() throws Exception {
        var folder = Apps.talking("talks one");
        var other = Apps.site("version other");
        var resource = named("talks", folder);
        at.api.succeeded(at.api.deploy(resource));
        var visitor = new Visitor("127.0.0.1", port, "talks.production.localhost");
        try (var talk = visitor.talk()) {
            assertThat(talk.hear()).contains("talks one");
            at.api.succeeded(at.api.deploy(named("unrelated", other)));
            talk.say("after another's change");
            assertThat(talk.hear()).contains("talks one heard after another's change");

            Apps.become(folder, Apps.talking("talks two"));
            var next = at.api.deploy(resource);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> visitor.read("/").contains("talks two"));
            talk.say("after the switch");
            assertThat(talk.hear()).contains("talks one heard after the switch");
            // for a moment both take new connections
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (var later = visitor.talk()) {
                    return later.hear().equals(Optional.of("talks two"));
                }
            });
            talk.say("still there");
            assertThat(talk.hear()).contains("talks one heard still there");
            at.api.succeeded(next);
            assertThat(talk.hear()).as("the limit has passed").isEmpty();
        }
        Apps.delete(folder);
        Apps.delete(other);
    }

    @Test
    void twoNamesDoNotDisturbEachOtherAndAProxyThatIsGoneComesBackWithBoth() throws IOException {
        var one = Apps.site("version one");
        var two = Apps.site("version two");
        at.api.succeeded(at.api.deploy(named("one", one)));
        at.api.succeeded(at.api.deploy(named("two", two)));
        var first = new Visitor("127.0.0.1", port, "one.production.localhost");
        var second = new Visitor("127.0.0.1", port, "two.production.localhost");
        assertThat(first.visit()).isEqualTo("version one");
        assertThat(second.visit()).isEqualTo("version two");
        assertThat(new Visitor("127.0.0.1", port, "nobody.localhost").visit()).startsWith("HTTP/1.1 404");

        var tested = at.api.post("/api/servers/" + at.server + "/test", null).body();
        assertThat(tested.toString()).contains("server-proxy", "takes its configuration");
        plane.docker
                .docker()
                .removeContainerCmd("appaloft-proxy-" + at.server)
                .withForce(true)
                .exec();
        // whoever looks at the server meanwhile would start it again
        var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        assertThat(proxy("").path("ready").asBoolean()).isFalse();
        var without = at.api.post("/api/servers/" + at.server + "/test", null).body();
        assertThat(without.path("well").asBoolean()).isFalse();
        assertThat(without.path("checks").valueStream())
                .filteredOn(check -> check.path("name").asString().equals("server-proxy"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.path("status").asString()).isEqualTo("failed");
                    assertThat(check.path("evidence").asString()).isNotBlank();
                    assertThat(check.path("advice").asString()).contains("servers proxy bootstrap");
                });
        taken.close();
        var back = at.api.post("/api/servers/" + at.server + "/proxy/bootstrap", null);
        assertThat(back.body().path("ready").asBoolean()).as("%s", back.body()).isTrue();
        assertThat(back.text("version")).startsWith("2.");
        assertThat(first.visit()).isEqualTo("version one");
        assertThat(second.visit()).isEqualTo("version two");

        var upgraded = at.api.post("/api/servers/" + at.server + "/proxy/upgrade", null);
        assertThat(upgraded.body().path("ready").asBoolean())
                .as("%s", upgraded.body())
                .isTrue();
        assertThat(first.visit()).isEqualTo("version one");
        assertThat(second.visit()).isEqualTo("version two");
        Apps.delete(one);
        Apps.delete(two);
    }

    private static List<Container> running(String deployment) {
        return plane.docker
                .docker()
                .listContainersCmd()
                .withLabelFilter(Map.of("com.appaloft.deployment", deployment))
                .exec();
    }

    private static JsonNode proxy(String more) {
        return at.api.get("/api/servers/" + at.server + "/proxy" + more).body();
    }

    private static String named(String name, Path folder) {
        return plane.named(name, folder);
    }
}

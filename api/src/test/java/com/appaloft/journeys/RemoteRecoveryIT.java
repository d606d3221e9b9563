package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What is promised for this machine holds on another one, where nobody logs in as root: who logs in may use the engine, and no file of
 * the proxy.
 */
class RemoteRecoveryIT {
    private static final String USER = "nobody";
    private static final String GROUP = "nogroup";
    private static final int CROWD = 8;

    static RemoteHost machine;
    static DockerForTests there;
    static ControlPlaneProcess controlPlane;
    static Workspace at;
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        machine = new RemoteHost();
        machine.letUseEngine(GROUP);
        there = DockerForTests.at(machine);
        there.tag(there.image(TestImages.caddy()), "caddy:2");
        folder = Files.createTempDirectory("appaloft-remote-recovery");
        controlPlane = new ControlPlaneProcess(Map.of("APPALOFT_PROXY_FOLDER", folder.toString()));
        at = Workspace.over(controlPlane.api(), machine.targetAs(USER));
        at.api.send("PUT", "/api/servers/" + at.server + "/domain", Map.of("domain", "apps.test"), Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        controlPlane.close();
        there.backend().close();
        machine.close();
        Apps.delete(folder);
    }

    @Test
    void noVisitorNoticesThatANameChangesHandsOrThatAnAttemptFailsOrIsCanceled() throws Exception {
        var app = Apps.site("version one");
        var resource = named("visited", app);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var visitor = visitor("visited");
        try (var crowd = visitor.crowd(CROWD)) {
            Apps.become(app, Apps.broken("gone at once"));
            assertThat(at.api.ended(at.api.deploy(resource)).path("status").asString())
                    .isEqualTo("failed");
            Apps.become(app, Apps.slowToServe("version never", 60));
            var canceled = at.api.deploy(resource);
            at.api.awaitPhase(canceled, "verify");
            canceled(canceled);
            assertThat(visitor.visit()).isEqualTo("version one");
            Apps.become(app, Apps.site("version two"));
            var second = at.api.deploy(resource);
            at.api.succeeded(second);
            assertThat(visitor.visit()).isEqualTo("version two");
            at.api.succeeded(at.rollback(second, first).text("id"));
            assertThat(visitor.visit()).isEqualTo("version one");
            assertThat(crowd.visits()).isGreaterThan(100);
            assertThat(crowd.failed()).isEmpty();
        }
        Apps.delete(app);
    }

    /** Nobody but root may ask the proxy at its socket what is under way; it is asked another way. */
    @Test
    void whatWasBegunBeforeASwitchIsAnsweredToItsEnd() {
        var app = Apps.slowToAnswer("slow one", 6);
        var resource = named("slow", app);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(app, Apps.slowToAnswer("slow two", 6));
        var asking = visitor("slow").asksOverAndOver("/slow", 3);
        at.api.succeeded(at.api.deploy(resource));
        assertThat(asking.close())
                .allMatch(answer ->
                        answer.lines().filter(line -> line.startsWith("slow ")).count() == 7)
                .anyMatch(answer -> answer.contains("slow one"))
                .anyMatch(answer -> answer.contains("slow two"));
        Apps.delete(app);
    }

    @Test
    void whatIsCanceledWhileItIsBuiltIsNotThereWhenThatIsSaid() {
        var app = Apps.site("before");
        var resource = at.folderSite("canceled", app, 8_101);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(app, Apps.slowToBuild("never", 60));
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "execute");
        canceled(attempt);
        assertThat(new Site(machine.address(), 8_101).visit()).isEqualTo("before");
        Apps.delete(app);
    }

    @Test
    void aControlPlaneThatIsKilledInABuildOrACutOverSaysWhatItFindsThereAndARetrySucceeds() {
        var app = Apps.site("before the crash");
        var resource = at.folderSite("crashed", app, 8_102);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(app, Apps.slowToBuild("never", 5));
        killedIn("execute", at.api.deploy(resource));
        assertThat(new Site(machine.address(), 8_102).visit()).isEqualTo("before the crash");
        Apps.become(app, Apps.slowToServe("after the crash", 3));
        var attempt = at.api.deploy(resource);
        killedIn("cut-over", attempt);
        assertThat(new Site(machine.address(), 8_102).visit()).isEqualTo("before the crash");
        at.api.succeeded(at.api.accepted("/api/deployments/" + attempt + "/retry", null));
        assertThat(new Site(machine.address(), 8_102).visit()).isEqualTo("after the crash");
        Apps.delete(app);
    }

    @Test
    void nothingIsRolledBackToWhatTheServerHasNoMore() {
        var app = Apps.site("the first");
        var resource = at.folderSite("pruned", app, 8_103);
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        Apps.become(app, Apps.site("the second"));
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        assertThat(candidate(second, first).path("rollbackReady").asBoolean()).isTrue();
        there.removeImage(
                at.api.deployment(first).path("artifact").path("imageId").asString());
        var gone = candidate(second, first);
        assertThat(gone.path("rollbackReady").asBoolean()).isFalse();
        assertThat(gone.path("artifact").path("observed").asString()).isEqualTo("missing");
        var refused = at.rollback(second, first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reasons()).contains("runtime-artifact-missing");
        assertThat(new Site(machine.address(), 8_103).visit()).isEqualTo("the second");
        Apps.delete(app);
    }

    @Test
    void anEngineThatDiesDuringABuildEndsItTruthfullyAndBringsEverythingBackWithIt() {
        var app = Apps.site("version one");
        var resource = named("restarted", app);
        at.api.succeeded(at.api.deploy(resource));
        Apps.become(app, Apps.slowToBuild("version two", 20));
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "execute");
        machine.killEngine();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("failed");
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("engine-unavailable");
        machine.startEngine();
        machine.letUseEngine(GROUP);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(visitor("restarted").visit()).isEqualTo("version one"));
        Apps.become(app, Apps.site("version two"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> at.api
                        .readiness(attempt, "?verify=live")
                        .path("redeployable")
                        .asBoolean());
        at.api.succeeded(at.api.accepted("/api/resources/" + resource + "/redeploy", Map.of()));
        assertThat(visitor("restarted").visit()).isEqualTo("version two");
        Apps.delete(app);
    }

    private static void canceled(String attempt) {
        assertThat(at.cancel(attempt).status()).isEqualTo(202);
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("canceled");
        assertThat(there.docker()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("com.appaloft.deployment", attempt))
                        .exec())
                .isEmpty();
    }

    private static void killedIn(String phase, String attempt) {
        at.api.awaitPhase(attempt, phase);
        controlPlane.killHard();
        controlPlane.start();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("interrupted");
    }

    private static JsonNode candidate(String deployment, String of) {
        return Api.candidate(at.api.readiness(deployment, "?verify=live"), of);
    }

    private static String named(String name, Path app) {
        return at.resource(
                name,
                Workspace.folder(app),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
    }

    private static Visitor visitor(String name) {
        return new Visitor(machine.address(), 80, name + ".production.apps.test");
    }
}

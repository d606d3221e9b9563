package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works is not given up for what may not. */
class CaddyUpgradeTest {
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;
    private static Route route;

    @BeforeAll
    static void aNameIsServed() throws IOException {
        docker = new DockerForTests();
        caddy = new CaddyUnderTest(docker, FreePorts.next(), FreePorts.next());
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        var workload = caddy.serving(new DeploymentId("dep_upgraded"));
        route = new Route(
                new SlotId("slot_edge"),
                "shop.localhost",
                workload.deployment(),
                caddy.proxy().upstream(docker.server(), workload, 8080));
        caddy.proxy().apply(docker.server(), List.of(route));
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
    }

    @Test
    void anImageThatIsNoCaddyTouchesNothing() throws Exception {
        var answers = whileVisited(() -> assertRefused(image(TestImages.serving("no proxy")), "is no Caddy"));
        assertThat(answers).isNotEmpty().allMatch(answer -> answer.startsWith("HTTP/1.1 200"));
        assertServed();
    }

    @Test
    void aCaddyThatIsTooOldTouchesNothing() throws Exception {
        var answers = whileVisited(() -> assertRefused(image(TestImages.oldCaddy()), "too old"));
        assertThat(answers).isNotEmpty().allMatch(answer -> answer.startsWith("HTTP/1.1 200"));
        assertServed();
    }

    @Test
    void oneThatOnlySaysWhatItShouldBeMakesRoomForTheOneBefore() {
        assertRefused(image(pretending()), "does not answer");
        assertServed();
    }

    @Test
    void whoDiedBeforeTheNextWasStartedLeftWhatIsStartedAgain() {
        docker.docker()
                .renameContainerCmd(caddy.containerName())
                .withName(caddy.containerName() + "-before")
                .exec();
        docker.docker().stopContainerCmd(caddy.containerName() + "-before").exec();
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        assertServed();
    }

    @Test
    void whoDiedBeforeTheNextHadShownThatItCannotLeftWhatIsPutBack() {
        caddy.replaceHalf(image(TestImages.oldCaddy()));
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        assertServed();
        assertThat(caddy.proxy().status(docker.server()).version()).doesNotStartWith("2.6");
    }

    @Test
    void whoDiedBeforeTheNextHadShownThatItCanLeftWhatStays() {
        var next = image(TestImages.caddy());
        caddy.replaceHalf(next);
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        assertServed();
        assertThat(caddy.proxy().status(docker.server()).image()).isEqualTo(next);
    }

    /** As power leaves it that fails while it is written. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"admin\":{\"listen\":"})
    void whatItCouldNotWriteDownToTheEndKeepsItFromNothing(String kept) {
        caddy.stop();
        caddy.container().write(CaddyStart.KEPT_IN, Map.of(CaddyStart.KEPT, kept));
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        caddy.proxy().apply(docker.server(), List.of(route));
        assertServed();
    }

    /** It may be configured wrong, or nobody gives it now. */
    @Test
    void anImageThatCannotBeFetchedTroublesNobodyAsLongAsOneIsThere() {
        var other = caddy.configured("127.0.0.1:9/nobody/gives:it");
        other.prepare(docker.server(), Operation.quiet());
        other.bootstrap(docker.server(), Operation.quiet());
        assertServed();
        caddy.stop();
        other.prepare(docker.server(), Operation.quiet());
        other.bootstrap(docker.server(), Operation.quiet());
        assertServed();
        assertThatThrownBy(() -> other.fetch(docker.server(), Operation.quiet()))
                .isInstanceOf(BackendFailure.class);
    }

    @Test
    void whereItListensIsWhatRunsAndOtherSettingsAreSaidUntilItIsUpgraded() throws IOException {
        var port = caddy.proxy().url(docker.server(), "");
        int http = FreePorts.next();
        var configured = caddy.configured(http, FreePorts.next());
        assertThat(configured.url(docker.server(), "")).isEqualTo(port);
        assertThat(configured.status(docker.server())).satisfies(status -> {
            assertThat(status.ready()).isTrue();
            assertThat(status.evidence()).contains(String.valueOf(http));
            assertThat(status.advice()).contains("servers proxy upgrade");
        });
        configured.upgrade(docker.server(), Operation.quiet());
        assertThat(configured.url(docker.server(), "")).endsWith(":" + http);
        assertThat(configured.ask(docker.server(), route, "/index.html")).isEqualTo(new Answer(200, route.attempt()));
        assertThat(configured.status(docker.server()).evidence()).doesNotContain("configured.");
        assertThat(caddy.configured("another:1").status(docker.server()).evidence())
                .contains("another:1");
        caddy.proxy().upgrade(docker.server(), Operation.quiet());
        assertServed();
    }

    private static void assertRefused(String image, String words) {
        assertThatThrownBy(() -> caddy.configured(image).upgrade(docker.server(), Operation.quiet()))
                .isInstanceOfSatisfying(
                        BackendFailure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.PROXY_NOT_READY))
                .hasMessageContaining(words);
    }

    private static void assertServed() {
        assertThat(caddy.proxy().does(docker.server(), List.of(route))).isTrue();
        assertThat(caddy.proxy().ask(docker.server(), route, "/index.html"))
                .isEqualTo(new Answer(200, route.attempt()));
        assertThat(docker.docker()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withNameFilter(List.of(caddy.containerName()))
                        .exec())
                .as("nothing is left over")
                .hasSize(1);
    }

    private static Queue<String> whileVisited(Runnable work) throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();
        var over = new AtomicBoolean();
        var visiting = CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        answers.add(caddy.visit("shop.localhost", "GET /index.html", ""));
                    }
                },
                Thread::startVirtualThread);
        work.run();
        over.set(true);
        visiting.get();
        return answers;
    }

    private static String image(TarArchive context) {
        var tag = docker.newTag();
        docker.tag(docker.image(context), tag);
        return tag;
    }

    private static TarArchive pretending() {
        return TestImages.context(
                """
                FROM scratch
                LABEL com.appaloft.test="%s"
                COPY busybox /bin/busybox
                COPY caddy /usr/bin/caddy
                RUN ["/bin/busybox", "chmod", "755", "/usr/bin/caddy"]
                """.formatted(TestImages.RUN),
                Map.of("caddy", "#!/bin/busybox sh\n[ $1 = version ] && echo v2.99.0\n"));
    }
}

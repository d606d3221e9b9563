package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Secured;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Certificates by a real ACME exchange with a real authority, on this machine. */
class CaddyCertificatesTest {
    private static DockerForTests docker;
    private static AcmeAuthority authority;
    private static CaddyUnderTest caddy;
    private static int httpPort;

    @BeforeAll
    static void open() throws IOException {
        docker = new DockerForTests();
        authority = new AcmeAuthority(docker);
        httpPort = FreePorts.next();
        caddy = new CaddyUnderTest(
                docker,
                TestImages.caddy(),
                httpPort,
                FreePorts.next(),
                new Authority(authority.directory(), "ops@example.com", authority.roots()));
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        authority.start("appaloft-proxy-" + docker.server().id(), List.of("shop.test", "more.test"));
    }

    @AfterAll
    static void close() throws IOException {
        authority.close();
        docker.close();
        caddy.close();
    }

    @Test
    void eachNameGetsItsCertificateAndOneThatFailsKeepsNoOtherFromItsOwn() throws Exception {
        var one = caddy.serving(new DeploymentId("dep_certone"));
        var route = route(one).with(List.of(new Domain("gone.test", Way.SECURE), new Domain("shop.test", Way.SECURE)));
        apply(route);

        var secured = awaitTrusted(route, "shop.test");
        assertThat(secured.answer()).isEqualTo(new Answer(200, route.attempt()));
        assertThat(secured.expiresAt()).isAfter(Instant.now());
        assertThat(visit(route, "gone.test").trusted()).isFalse();
        assertThat(caddy.proxy().ask(docker.server(), route, "/index.html"))
                .isEqualTo(new Answer(200, route.attempt()));
        assertThat(locationOf("shop.test", "/index.html?a=b")).isEqualTo("https://shop.test/index.html?a=b");
        assertThat(caddy.proxy().does(docker.server(), List.of(route))).isTrue();

        var two = caddy.serving(new DeploymentId("dep_certtwo"));
        var next = route(two)
                .with(List.of(
                        new Domain("gone.test", Way.SECURE),
                        new Domain("more.test", Way.BOTH),
                        new Domain("shop.test", Way.SECURE)));
        apply(next);
        assertThat(visit(next, "shop.test").answer()).isEqualTo(new Answer(200, next.attempt()));
        assertThat(awaitTrusted(next, "more.test").answer()).isEqualTo(new Answer(200, next.attempt()));
        assertThat(locationOf("more.test", "/index.html"))
                .as("served in the clear as well")
                .isEmpty();

        authority.close();
        caddy.proxy().upgrade(docker.server(), Operation.quiet());
        assertThat(awaitTrusted(next, "shop.test").expiresAt()).isEqualTo(secured.expiresAt());

        var changed = caddy.asking(new Authority(authority.directory(), "", ""));
        assertThat(changed.does(docker.server(), List.of(next)))
                .as("another authority is to be asked")
                .isFalse();
        changed.upgrade(docker.server(), Operation.quiet());
        changed.apply(docker.server(), List.of(next));
        assertThat(changed.does(docker.server(), List.of(next))).isTrue();
        assertThat(changed.ask(docker.server(), next, "/index.html")).isEqualTo(new Answer(200, next.attempt()));
        assertThat(awaitTrusted(next, "shop.test").expiresAt()).isEqualTo(secured.expiresAt());
        apply(next);

        apply(next.with(List.of()));
        assertThat(visit(next, "shop.test").trusted()).isFalse();
        caddy.remove(one);
        caddy.remove(two);
    }

    private static Secured awaitTrusted(Route route, String host) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> visit(route, host), Secured::trusted);
    }

    private static Secured visit(Route route, String host) {
        return caddy.proxy().askSecurely(docker.server(), route, host, "/index.html");
    }

    private static void apply(Route route) {
        caddy.proxy().apply(docker.server(), List.of(route));
    }

    private static Route route(Workload workload) {
        return new Route(
                new SlotId("slot_edge"),
                "shop.localhost",
                workload.deployment(),
                caddy.proxy().upstream(docker.server(), workload, 8080));
    }

    /** A visitor's own eyes. */
    private static String locationOf(String host, String path) throws Exception {
        try (var socket = new Socket("127.0.0.1", httpPort)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location: "))
                    .map(line -> line.substring("location: ".length()))
                    .findFirst()
                    .orElse("");
        }
    }
}

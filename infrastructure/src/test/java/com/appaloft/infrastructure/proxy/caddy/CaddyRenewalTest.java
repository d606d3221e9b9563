package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Secured;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A certificate on another machine, reached over SSH and nothing else: the proxy gets it and renews it, and nobody tells it to. */
class CaddyRenewalTest {
    /** The shortest that the authority gives; it says to have given it a minute before it did. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static RemoteHost machine;
    private static DockerForTests docker;
    private static AcmeAuthority authority;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() {
        machine = new RemoteHost();
        docker = new DockerForTests(machine);
        authority = new AcmeAuthority(docker, LIFETIME);
        caddy = new CaddyUnderTest(
                docker,
                TestImages.caddy(),
                80,
                443,
                new Authority(authority.directory(), "ops@example.com", authority.roots()));
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        authority.start("appaloft-proxy-" + docker.server().id(), List.of("shop.test"));
    }

    @AfterAll
    static void close() throws IOException {
        // what it holds goes with the machine
        docker.backend().close();
        caddy.close();
        machine.close();
    }

    @Test
    void theProxyRenewsACertificateByItself() {
        var workload = caddy.serving(new DeploymentId("dep_renewed"));
        var route = new Route(
                        new SlotId("slot_edge"),
                        "shop.localhost",
                        workload.deployment(),
                        caddy.proxy().upstream(docker.server(), workload, 8080))
                .with(List.of(new Domain("shop.test", Way.SECURE)));
        caddy.proxy().apply(docker.server(), List.of(route));
        looksEverySecond();
        var first = await().atMost(Duration.ofSeconds(60)).until(() -> visit(route), Secured::trusted);
        var renewed = await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> visit(route), now -> !first.expiresAt().equals(now.expiresAt()));
        assertThat(renewed.trusted()).isTrue();
        assertThat(renewed.answer()).isEqualTo(new Answer(200, route.attempt()));
        assertThat(renewed.expiresAt()).isAfter(first.expiresAt());
    }

    /**
     * Where certificates last for months Caddy looks every ten minutes whether one is in its last third; here every second, and after a
     * fifth.
     */
    private static void looksEverySecond() {
        var kept = "/config/caddy/autosave.json";
        var told = caddy.container()
                .read(kept)
                .get(kept)
                .replace("\"automation\":{", "\"automation\":{\"renew_interval\":\"1s\",")
                .replace("\"issuers\":", "\"renewal_window_ratio\":0.8,\"issuers\":");
        assertThat(told).contains("renew_interval", "renewal_window_ratio");
        caddy.container().write("/", Map.of("/often.json", told));
        var said = caddy.container()
                .run(List.of("caddy", "reload", "--config", "/often.json", "--address", CaddyConfig.ADMIN));
        assertThat(said.well()).as("%s", said.output()).isTrue();
        // how often it looks it reads at its start only
        caddy.restart();
    }

    private static Secured visit(Route route) {
        return caddy.proxy().askSecurely(docker.server(), route, "shop.test", "/index.html");
    }
}

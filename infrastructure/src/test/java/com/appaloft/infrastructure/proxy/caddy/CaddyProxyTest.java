package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.edge.EdgeProxyContract;
import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On this machine. */
class CaddyProxyTest extends EdgeProxyContract {
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;

    @BeforeAll
    static void open() throws IOException {
        docker = new DockerForTests();
        caddy = new CaddyUnderTest(docker, FreePorts.next(), FreePorts.next());
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
    }

    @Test
    void whatANameKeptOnTheVolumeGoesWithIt() {
        var one = route("one");
        var two = route("two");
        apply(List.of(one, two));
        assertThat(kept()).hasSize(2);
        apply(List.of(two));
        assertThat(kept()).containsExactly(two.slot().value());
        apply(List.of());
        assertThat(kept()).isEmpty();
    }

    /** A configuration that is loaded loses connections, and each has a listener that the one before had not. */
    @Test
    void aNameThatIsPutBackAmongOthersLoadsNoConfiguration() {
        var one = route("one");
        var two = route("two");
        apply(List.of(one, two));
        var loaded = configuration();
        var three = route("three");
        apply(List.of(two, new Route(one.slot(), one.host(), three.attempt(), three.upstream())));
        apply(List.of(two, one));
        assertThat(configuration()).isEqualTo(loaded);
    }

    private static String configuration() {
        var kept = "/config/caddy/autosave.json";
        return docker.backend().edge(docker.server()).read(kept).getOrDefault(kept, "");
    }

    private Set<String> kept() {
        return docker.backend().edge(docker.server()).read(CaddyTurns.FOLDER).keySet().stream()
                .map(file -> file.substring(CaddyTurns.FOLDER.length() + 1))
                .filter(file -> !file.isEmpty())
                .map(file -> file.substring(0, file.indexOf('/')))
                .collect(Collectors.toSet());
    }

    @Override
    protected EdgeUnderTest edge() {
        return caddy;
    }
}

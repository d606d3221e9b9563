package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.edge.EdgeUnderTest;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real Caddy in a container of a real engine. */
final class CaddyUnderTest implements EdgeUnderTest, AutoCloseable {
    private final DockerForTests docker;
    private final CaddyProxy proxy;
    private final CaddySettings settings;
    private final String image;
    private final Path folder;

    CaddyUnderTest(DockerForTests docker, int httpPort, int httpsPort) {
        this(docker, TestImages.caddy(), httpPort, httpsPort, Authority.EVERYBODYS);
    }

    CaddyUnderTest(DockerForTests docker, TarArchive caddy, int httpPort, int httpsPort, Authority authority) {
        this.docker = docker;
        var tag = docker.newTag();
        docker.tag(docker.image(caddy), tag);
        this.image = docker.image(TestImages.serving("hello"));
        try {
            this.folder = Files.createTempDirectory("appaloft-edge");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.settings = new CaddySettings(tag, "127.0.0.1", httpPort, httpsPort, folder.toString(), authority);
        this.proxy = new CaddyProxy(List.of(docker.backend()), settings, docker.installation());
    }

    /** The same proxy, told by somebody with another authority. */
    EdgeProxy asking(Authority authority) {
        return new CaddyProxy(
                List.of(docker.backend()),
                new CaddySettings(
                        settings.image(),
                        settings.localAddress(),
                        settings.httpPort(),
                        settings.httpsPort(),
                        settings.folder(),
                        authority),
                docker.installation());
    }

    @Override
    public EdgeProxy proxy() {
        return proxy;
    }

    @Override
    public Server server() {
        return docker.server();
    }

    @Override
    public Workload serving(DeploymentId attempt) {
        var workload = docker.backend()
                .start(
                        docker.server(),
                        new WorkloadSpec(
                                new ResourceId("res_edge"),
                                attempt,
                                new SlotId("slot_edge"),
                                docker.server().destinationId(),
                                Role.SERVING,
                                image,
                                RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
                                new HealthSpec.None(),
                                Map.of(),
                                new Publish(8080, 0, false)),
                        Operation.quiet());
        var health = new HealthSpec.Http("/index.html", 200, 1, 2, 1, 0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> docker.backend()
                        .ask(docker.server(), workload, health, Operation.quiet())
                        .answered());
        return workload;
    }

    @Override
    public void remove(Workload workload) {
        docker.backend().remove(docker.server(), workload.name());
    }

    @Override
    public void stop() {
        docker.docker()
                .stopContainerCmd("appaloft-proxy-" + server().id())
                .withTimeout(5)
                .exec();
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

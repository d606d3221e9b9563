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
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A real Caddy in a container of a real engine. */
final class CaddyUnderTest implements EdgeUnderTest, AutoCloseable {
    private final DockerForTests docker;
    private final CaddySettings settings;
    private final CaddyProxy proxy;
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
        this.proxy = configured(settings);
    }

    private CaddyProxy configured(CaddySettings now) {
        return new CaddyProxy(List.of(docker.backend()), now, docker.installation());
    }

    /** The same proxy after somebody has configured another authority. */
    CaddyProxy asking(Authority other) {
        return configured(with(settings.image(), settings.httpPort(), settings.httpsPort(), other));
    }

    /** The same proxy after somebody has configured another image. */
    CaddyProxy configured(String otherImage) {
        return configured(with(otherImage, settings.httpPort(), settings.httpsPort(), settings.authority()));
    }

    /** The same proxy after somebody has configured other ports. */
    CaddyProxy configured(int httpPort, int httpsPort) {
        return configured(with(settings.image(), httpPort, httpsPort, settings.authority()));
    }

    private CaddySettings with(String otherImage, int httpPort, int httpsPort, Authority other) {
        return new CaddySettings(otherImage, settings.localAddress(), httpPort, httpsPort, settings.folder(), other);
    }

    /** On a server the engine makes it, and lets everybody enter it. */
    void letEverybodyEnterItsFolder() throws IOException {
        for (var entered : List.of(folder, Path.of(adminFolder()))) {
            Files.setPosixFilePermissions(entered, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    String adminFolder() {
        return folder + "/" + server().id().value();
    }

    EdgeContainer container() {
        return docker.backend().edge(server());
    }

    /** Starts another in its place, and dies. */
    void replaceHalf(String otherImage) {
        var now = with(otherImage, settings.httpPort(), settings.httpsPort(), settings.authority());
        var start = new CaddyStart(now, new CaddyConfig(docker.installation().value(), now.authority()));
        container().replace(start.of(server(), adminFolder()), Operation.quiet());
    }

    String containerName() {
        return "appaloft-proxy-" + server().id();
    }

    /** All that it has logged. */
    String log() {
        var log = new StringBuffer();
        try {
            docker.docker()
                    .logContainerCmd(containerName())
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            log.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                        }
                    })
                    .awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return log.toString();
    }

    /** A visitor's own eyes: all that comes back. @param headers each with the end of its line */
    String visit(String host, String request, String headers) {
        try (var socket = new Socket("127.0.0.1", settings.httpPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
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
        return serving(attempt, image);
    }

    Workload serving(DeploymentId attempt, String what) {
        var workload = docker.backend()
                .start(
                        docker.server(),
                        new WorkloadSpec(
                                new ResourceId("res_edge"),
                                attempt,
                                new SlotId("slot_edge"),
                                docker.server().destinationId(),
                                Role.SERVING,
                                what,
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
    public CompletableFuture<Integer> visit(String host) {
        var answer = new CompletableFuture<Integer>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(visited(host));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private int visited(String host) throws IOException {
        var edge = docker.backend().edge(docker.server());
        try (var socket = edge.visit("127.0.0.1", edge.look().orElseThrow().httpPort())) {
            var request = "GET /index.html HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // over SSH it is sent only then
            socket.getOutputStream().flush();
            var answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }
    }

    @Override
    public void stop() {
        docker.docker().stopContainerCmd(containerName()).withTimeout(5).exec();
    }

    @Override
    public void restart() {
        docker.docker().restartContainerCmd(containerName()).withTimeout(5).exec();
    }

    @Override
    public void kill() {
        docker.docker().killContainerCmd(containerName()).exec();
    }

    @Override
    public void tellOtherwise() {
        var first = new CaddyConfig("another", Authority.EVERYBODYS).first().toString();
        container().write("/", Map.of("/otherwise.json", first));
        var said = container()
                .run(List.of("caddy", "reload", "--config", "/otherwise.json", "--address", CaddyConfig.ADMIN));
        if (!said.well()) {
            throw new IllegalStateException(said.output());
        }
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

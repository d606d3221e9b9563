package com.appaloft.infrastructure.runtime.docker;

import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.TarArchive;
import com.appaloft.application.runtime.HostUnderTest;
import com.appaloft.application.runtime.HostUnderTest.Archive;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The contract's host on the real engine. */
final class DockerHostUnderTest implements HostUnderTest, AutoCloseable {
    /** Nobody else sleeps for so long; found in the host's process list while the build step runs. */
    private static final String ENDLESS = "73217";

    private final DockerForTests docker;
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger registryCalls = new AtomicInteger();

    private final @Nullable RemoteHost remote;

    DockerHostUnderTest(DockerForTests docker) {
        this(docker, null);
    }

    /** @param remote the machine of the engine, where it is not this one */
    DockerHostUnderTest(DockerForTests docker, @Nullable RemoteHost remote) {
        this.docker = docker;
        this.remote = remote;
    }

    @Override
    public RuntimeBackend backend() {
        return docker.backend();
    }

    @Override
    public Server server() {
        return docker.server();
    }

    @Override
    public String image(Behaviour behaviour) {
        return docker.image(
                switch (behaviour) {
                    case SERVING -> TestImages.serving("hello");
                    case FAILING -> TestImages.exiting(3, "about to fail");
                    case TALKING ->
                        TestImages.script("i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done;"
                                + " printf '%010000d\\n' 7; echo the end; exec sleep 1000");
                    case WELL -> TestImages.servingWithHealthcheck("hello", true);
                    case UNWELL -> TestImages.servingWithHealthcheck("hello", false);
                    case GREEDY -> TestImages.script("tail /dev/zero; sleep 1; exit 137");
                    case DONE -> TestImages.exiting(0, "done");
                    case SILENT -> TestImages.script("exec nc -ll -p 8080 -e /bin/busybox sleep 1000");
                });
    }

    @Override
    public String newTag() {
        return docker.newTag();
    }

    @Override
    public DeploymentId newDeployment() {
        return new DeploymentId("dep_" + docker.unique());
    }

    @Override
    public void tag(String imageId, String tag) {
        docker.tag(imageId, tag);
    }

    @Override
    public void removeImage(String imageId) {
        docker.removeImage(imageId);
    }

    @Override
    public RuntimeBackend.Image build(Archive archive, Map<String, String> labels, Operation operation) {
        TarArchive context = switch (archive) {
            case GOOD -> TestImages.building("echo begun");
            case FAILING -> TestImages.building("echo so far so good; exit 7");
            case ENDLESS -> TestImages.building("echo begun; exec sleep " + ENDLESS);
        };
        return docker.backend().build(docker.server(), context, "Dockerfile", false, labels, operation);
    }

    @Override
    public PrivateImage privateImage() {
        try {
            var registry = new TinyRegistry(seenFromTheHost());
            opened.add(registry);
            registry.pushSite("app", "1", docker.unique());
            registry.lock("ada", "s3cret");
            var reference = registry.repository("app") + ":1";
            docker.isToPull(reference);
            return new PrivateImage(
                    reference, new RegistryLogins(Map.of(registry.host(), new RegistryLogin("ada", "s3cret"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RuntimeBackend.Image buildFrom(String base, RegistryLogins logins) {
        var files = TestImages.context("FROM " + base + "\nLABEL com.appaloft.test=" + TestImages.RUN + "\n", Map.of());
        var spec = new RuntimeBackend.BuildSpec("", "Dockerfile", Map.of(), null, false, Map.of()).with(logins);
        return docker.backend().build(docker.server(), files, spec, Operation.quiet());
    }

    @Override
    public boolean anythingBuilds() {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info().commandLine().orElse("").contains("sleep " + ENDLESS));
    }

    @Override
    public Map<String, String> imageLabels(String imageId) {
        var config = docker.docker().inspectImageCmd(imageId).exec().getConfig();
        return config == null || config.getLabels() == null ? Map.of() : config.getLabels();
    }

    @Override
    public List<String> imagesLabelled(Map<String, String> labels) {
        return docker.docker().listImagesCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .map(image -> image.getId())
                .toList();
    }

    @Override
    public String referenceNobodyAnswersFor() {
        ServerSocket registry = listening(seenFromTheHost());
        Thread.ofVirtual().start(() -> acceptAndSayNothing(registry));
        return seenFromTheHost() + ":" + registry.getLocalPort() + "/silent:1";
    }

    private void acceptAndSayNothing(ServerSocket registry) {
        try {
            while (true) {
                Socket call = registry.accept();
                opened.add(call);
                registryCalls.incrementAndGet();
            }
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void awaitPullUnderWay() {
        await().until(() -> registryCalls.get() > 0);
    }

    @Override
    public void awaitQuestionUnderWay() {
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    }

    @Override
    public int occupiedPort() {
        return remote == null ? listening("127.0.0.1").getLocalPort() : remote.occupiedPort();
    }

    private String seenFromTheHost() {
        return remote == null ? "127.0.0.1" : remote.ourAddress();
    }

    private ServerSocket listening(String address) {
        try {
            var socket = new ServerSocket(0, 10, InetAddress.getByName(address));
            opened.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> commandThatSucceeds() {
        return List.of("/bin/busybox", "true");
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable it : List.copyOf(opened)) {
            it.close();
        }
    }
}

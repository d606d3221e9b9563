package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.ssh.RemoteHost;
import com.appaloft.infrastructure.ssh.SshLink;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The real engine for one test class, under an installation of its own; whatever carries that installation goes at the end. */
public final class DockerForTests implements AutoCloseable {
    static final String LOCAL = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

    private final InstallationId installation = new InstallationId("test-" + UUID.randomUUID());
    private final EngineSettings settings;
    private final Engine engine;
    private final DockerBackend backend;
    private final Server server;
    private final long opened = System.currentTimeMillis() / 1000;
    private final AtomicInteger counter = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> tags = new ConcurrentLinkedQueue<>();

    public DockerForTests() {
        this(false);
    }

    public DockerForTests(boolean classicBuilder) {
        this(DockerBackend.KIND, () -> new LocalReach(LOCAL), classicBuilder);
    }

    /** The engine of another machine, reached over SSH. */
    public DockerForTests(RemoteHost host) {
        this("docker-ssh", () -> new SshReach(new SshLink(host.target())), false);
    }

    /** The engine of another machine for whoever sits at it: whatever becomes of the way there is no matter. */
    public static DockerForTests at(RemoteHost host) {
        return new DockerForTests("docker-ssh", () -> new LocalReach("unix://" + host.engineSocket()), false);
    }

    private DockerForTests(String kind, Supplier<Reach> reach, boolean classicBuilder) {
        this.settings = new EngineSettings(LOCAL, "127.0.0.1", 2, classicBuilder);
        this.server = new Server(
                new ServerId(ServerId.PREFIX + unique()),
                "tested",
                kind,
                new DestinationId(DestinationId.PREFIX + unique()),
                true);
        this.engine = new Engine(reach.get());
        this.backend = new DockerBackend(kind, reach.get(), installation, settings, Clock.systemUTC());
    }

    public InstallationId installation() {
        return installation;
    }

    public DockerBackend backend() {
        return backend;
    }

    Engine engine() {
        return engine;
    }

    public Server server() {
        return server;
    }

    /** Docker as any other program on the host would use it. */
    public DockerClient docker() {
        return engine.client();
    }

    /** Builds it. @return its id */
    public String image(TarArchive context) {
        return backend.build(server, context, "Dockerfile", false, Map.of(), Operation.quiet())
                .imageId();
    }

    /** Builds an image that serves the text on port 8080, under this tag, which moves there. @return its id */
    public String imageServing(String text, String tag) {
        String id = image(TestImages.serving(text));
        tag(id, tag);
        return id;
    }

    /** A number no other call in this run gets, and a word no other run has. */
    public String unique() {
        return installation.value().substring(5, 13) + counter.incrementAndGet();
    }

    public String newTag() {
        String tag = "appaloft-test/" + unique() + ":1";
        tags.add(tag);
        return tag;
    }

    /** What is pulled under this name goes at the end. */
    void isToPull(String reference) {
        tags.add(reference);
    }

    public void tag(String imageId, String tag) {
        int colon = tag.lastIndexOf(':');
        docker().tagImageCmd(imageId, tag.substring(0, colon), tag.substring(colon + 1))
                .exec();
        tags.add(tag);
    }

    /** The image with all its tags, whoever put them there. */
    public void removeImage(String imageId) {
        try {
            docker().removeImageCmd(imageId).withForce(true).exec();
        } catch (NotFoundException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        var mine = Map.of(Labels.INSTALLATION, installation.value());
        for (var container : docker().listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(mine)
                .exec()) {
            docker().removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
        tags.forEach(this::removeImage);
        removeImages(docker().listImagesCmd().withShowAll(true).withLabelFilter(mine).exec().stream()
                .map(Image::getId)
                .toList());
        if (settings.classicBuilder()) {
            removeHalfBuilt();
        }
        var label = List.of(Labels.INSTALLATION + "=" + installation.value());
        var volumes =
                docker().listVolumesCmd().withFilter("label", label).exec().getVolumes();
        if (volumes != null) {
            volumes.forEach(volume -> docker().removeVolumeCmd(volume.getName()).exec());
        }
        for (var network : docker().listNetworksCmd().withFilter("label", label).exec()) {
            docker().removeNetworkCmd(network.getId()).exec();
        }
        backend.close();
        engine.close();
    }

    /** One that others were made of goes after them. */
    private void removeImages(List<String> images) {
        var left = new ArrayList<String>();
        ConflictException refused = null;
        for (var image : images) {
            try {
                removeImage(image);
            } catch (ConflictException e) {
                left.add(image);
                refused = e;
            }
        }
        if (left.size() == images.size() && refused != null) {
            throw refused;
        }
        if (!left.isEmpty()) {
            removeImages(left);
        }
    }

    /** The classic builder keeps every finished step of a build that failed or was canceled. */
    private void removeHalfBuilt() {
        var halfBuilt = docker().listImagesCmd()
                .withLabelFilter(Map.of("com.appaloft.test", TestImages.RUN))
                .withDanglingFilter(true)
                .exec();
        halfBuilt.stream().filter(image -> image.getCreated() >= opened).forEach(image -> removeImage(image.getId()));
    }
}

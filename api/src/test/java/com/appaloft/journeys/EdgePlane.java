package com.appaloft.journeys;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A control plane, and the real proxy of its server on a port of its own. */
final class EdgePlane implements AutoCloseable {
    final DockerForTests docker = new DockerForTests();
    final int port = Site.freePort();
    final Workspace at;
    private final InProcess controlPlane;
    private final Path folder;

    EdgePlane(int drainSeconds) throws IOException {
        folder = Files.createTempDirectory("appaloft-edge");
        var image = docker.newTag();
        docker.tag(docker.image(TestImages.caddy()), image);
        controlPlane = new InProcess(
                new FakeBackend(InProcess.KIND),
                "",
                List.of(
                        "appaloft.drain-seconds=" + drainSeconds,
                        "appaloft.proxy-image=" + image,
                        "appaloft.proxy-ports=" + port + "," + Site.freePort(),
                        "appaloft.proxy-folder=" + folder),
                List.of(DeafProxy.class));
        at = new Workspace(controlPlane.api());
    }

    void proxyDoesNotHearTheNextChange() {
        controlPlane.bean(DeafProxy.class).doesNotHearTheNextChange();
    }

    Visitor visitor(String name) {
        return new Visitor("127.0.0.1", port, name + ".production.localhost");
    }

    /** A resource that is visited by its name. */
    String named(String name, Path folder) {
        return named(name, folder, Map.of());
    }

    String named(String name, Path folder, Map<String, ?> more) {
        return at.resource(
                name,
                Workspace.folder(folder),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth(),
                more);
    }

    @Override
    public void close() throws IOException {
        var installation = controlPlane.bean(InstallationId.class).value();
        controlPlane.close();
        try (var engine = new Engine()) {
            engine.removeAllOf(installation);
        }
        docker.close();
        Apps.delete(folder);
    }
}

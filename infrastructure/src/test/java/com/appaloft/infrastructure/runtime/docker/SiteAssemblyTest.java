package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.SiteSpec;
import com.appaloft.application.port.StaticServer;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.github.dockerjava.api.model.ExposedPort;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of static sites, made by a real engine of a server that is there and files that are new; and what BuildKit can do. */
class SiteAssemblyTest {
    private static final StaticServer SERVER =
            new StaticServer("unused", List.of("/bin/busybox", "httpd", "-f", "-p", "{port}", "-h", "{root}"));

    private DockerForTests docker;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
    }

    @AfterEach
    void close() throws Exception {
        docker.close();
    }

    @Test
    void theFilesAreServedAndNothingElseStays() throws Exception {
        String server = docker.image(TestImages.serving("the server's own page"));
        String id = assemble(server, TestImages.context("", Map.of("index.html", "hello", "a/b.html", "deep")));
        assertThat(docker.backend().workloads(docker.server(), null)).isEmpty();
        var run = docker.docker()
                .createContainerCmd(id)
                .withLabels(Labels.ofInstallation(docker.installation()))
                .withPublishAllPorts(true)
                .exec();
        docker.docker().startContainerCmd(run.getId()).exec();
        var seen = docker.docker().inspectContainerCmd(run.getId()).exec();
        var ports = seen.getNetworkSettings().getPorts().getBindings();
        assertThat(ports).containsKey(ExposedPort.tcp(9090));
        String port = ports.get(ExposedPort.tcp(9090))[0].getHostPortSpec();
        assertThat(get(port, "/index.html")).isEqualTo("hello");
        assertThat(get(port, "/a/b.html")).isEqualTo("deep");
    }

    /** The way broke while the files were put into it, and it could not be removed. */
    @Test
    void whatACutAssemblyLeftIsInNobodysWay() {
        String server = docker.image(TestImages.serving("x"));
        var spec = spec(server);
        docker.docker()
                .createContainerCmd(server)
                .withName(WorkloadNames.container(spec.deployment(), Role.TRIAL))
                .withLabels(Labels.ofTrial(docker.installation(), spec.resource(), spec.deployment(), spec.slot()))
                .exec();
        var image = docker.backend()
                .assemble(
                        docker.server(),
                        spec,
                        TestImages.context("", Map.of("index.html", "hello")),
                        Operation.quiet());
        assertThat(image.imageId()).startsWith("sha256:");
        assertThat(docker.backend().workloads(docker.server(), null)).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsSaidToBeGone() {
        assertThatThrownBy(() -> assemble("sha256:" + "ab".repeat(32), TestImages.context("", Map.of())))
                .isInstanceOfSatisfying(
                        BackendFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND));
    }

    @Test
    void aCancelLeavesNoContainerBehind() {
        String server = docker.image(TestImages.serving("x"));
        var operation = Operation.quiet();
        assertThatThrownBy(() -> docker.backend()
                        .assemble(
                                docker.server(),
                                spec(server),
                                () -> new InputStream() {
                                    @Override
                                    public int read() {
                                        operation.cancel();
                                        return 0;
                                    }
                                },
                                operation))
                .isInstanceOf(Operation.Canceled.class);
        assertThat(docker.backend().workloads(docker.server(), null)).isEmpty();
    }

    @Test
    void aBuildMayMountWhatOnlyBuildKitCan() {
        var lines = new CopyOnWriteArrayList<String>();
        var context = TestImages.context("""
                FROM scratch
                COPY busybox /bin/busybox
                RUN --mount=type=tmpfs,target=/scratch ["/bin/busybox", "sh", "-c", "/bin/busybox mount | /bin/busybox grep /scratch && echo mounted-%s"]
                """.formatted(docker.unique()), Map.of());
        docker.backend()
                .build(
                        docker.server(),
                        context,
                        "Dockerfile",
                        true,
                        Map.of(),
                        new Operation((stream, line) -> lines.add(line)));
        assertThat(lines).anyMatch(line -> line.contains("tmpfs on /scratch"));
    }

    private String assemble(String server, TarArchive archive) {
        return docker.backend()
                .assemble(docker.server(), spec(server), archive, Operation.quiet())
                .imageId();
    }

    private SiteSpec spec(String server) {
        return new SiteSpec(
                new ResourceId("res_site"),
                new DeploymentId("dep_" + docker.unique()),
                SlotId.of(
                        new ResourceId("res_site"),
                        new EnvironmentId("env_site"),
                        docker.server().id()),
                server,
                SERVER.command(9090),
                9090);
    }

    private static String get(String port, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> http.send(request, HttpResponse.BodyHandlers.ofString()), a -> a.statusCode() == 200)
                    .body();
        }
    }
}

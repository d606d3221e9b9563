package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract of the real backends, and does as it is told besides. */
class FakeBackendTest extends RuntimeBackendContract {
    private final FakeHost host = new FakeHost();

    @Override
    protected HostUnderTest host() {
        return host;
    }

    @Test
    void failsWhereItIsToldTo() {
        host.backend.script().failNext(Step.START, FailureCode.DISK_FULL);
        var spec = host.workload(host.image(Behaviour.SERVING)).spec();
        assertThatThrownBy(() -> host.backend.start(host.server, spec, Operation.quiet()))
                .isInstanceOfSatisfying(
                        BackendFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.DISK_FULL));
        assertThat(host.backend.start(host.server, spec, Operation.quiet()).running())
                .isTrue();
    }

    @Test
    void anEngineThatIsAwayAnswersNothing() {
        host.backend.script().engineIsAway(true);
        assertThatThrownBy(() -> host.backend.workloads(host.server, null)).isInstanceOf(BackendFailure.class);
        assertThat(host.backend.check(host.server)).noneMatch(RuntimeBackend.Check::passed);
        host.backend.script().engineIsAway(false);
        assertThat(host.backend.workloads(host.server, null)).isEmpty();
    }

    /** The contract's host, in memory. */
    private static final class FakeHost implements HostUnderTest {
        private final FakeBackend backend = new FakeBackend();
        private final AtomicInteger counter = new AtomicInteger();
        private final Server server =
                new Server(new ServerId("srv_contract"), "local", "docker-local", WorkloadSpecs.DESTINATION, true);
        private Script.Gate pull = new Script.Gate();
        private Script.Gate question = new Script.Gate();

        @Override
        public RuntimeBackend backend() {
            return backend;
        }

        @Override
        public Server server() {
            return server;
        }

        @Override
        public String image(Behaviour behaviour) {
            return backend.images()
                    .add(
                            switch (behaviour) {
                                case SERVING -> FakeImage.serving();
                                case FAILING -> FakeImage.exiting(3, "about to fail");
                                case TALKING -> FakeImage.serving().printing(talk());
                                case WELL -> FakeImage.saying(Health.HEALTHY);
                                case UNWELL -> FakeImage.saying(Health.UNHEALTHY);
                                case GREEDY -> FakeImage.outgrowingItsMemory();
                                case DONE -> FakeImage.done();
                                case SILENT -> {
                                    question = backend.script().blockNext(Step.ASK);
                                    yield FakeImage.serving();
                                }
                            });
        }

        private static List<String> talk() {
            return Stream.concat(
                            IntStream.range(0, 300).mapToObj(i -> "line " + i),
                            Stream.of("x".repeat(10_000), "the end"))
                    .toList();
        }

        @Override
        public String newTag() {
            return "contract/image:" + counter.incrementAndGet();
        }

        @Override
        public DeploymentId newDeployment() {
            return new DeploymentId("dep_" + counter.incrementAndGet());
        }

        @Override
        public void tag(String imageId, String tag) {
            backend.images().tag(imageId, tag);
        }

        @Override
        public void removeImage(String imageId) {
            backend.images().remove(imageId);
        }

        @Override
        public RuntimeBackend.Image build(Archive archive, Map<String, String> labels, Operation operation) {
            switch (archive) {
                case GOOD -> {}
                case FAILING -> backend.script().failNext(Step.BUILD, FailureCode.BUILD_FAILED);
                case ENDLESS -> backend.script().blockNext(Step.BUILD);
            }
            return backend.build(server, InputStream::nullInputStream, "Dockerfile", false, labels, operation);
        }

        @Override
        public PrivateImage privateImage() {
            var registry = "private" + counter.incrementAndGet() + ".example";
            var login = new RegistryLogin("grace", "h0pper");
            backend.registry().keep(registry + "/app:1", FakeImage.serving(), login);
            return new PrivateImage(registry + "/app:1", new RegistryLogins(Map.of(registry, login)));
        }

        @Override
        public RuntimeBackend.Image buildFrom(String base, RegistryLogins logins) {
            var file = ("FROM " + base).getBytes(StandardCharsets.UTF_8);
            var spec = new RuntimeBackend.BuildSpec("", "Dockerfile", Map.of(), null, false, Map.of()).with(logins);
            return backend.build(server, () -> new ByteArrayInputStream(file), spec, Operation.quiet());
        }

        @Override
        public boolean anythingBuilds() {
            return false;
        }

        @Override
        public Map<String, String> imageLabels(String imageId) {
            return backend.images().labels(imageId);
        }

        @Override
        public List<String> imagesLabelled(Map<String, String> labels) {
            return backend.images().ids().stream()
                    .filter(id -> backend.images().labels(id).entrySet().containsAll(labels.entrySet()))
                    .toList();
        }

        @Override
        public String referenceNobodyAnswersFor() {
            pull = backend.script().blockNext(Step.PULL);
            return "silent.example/image:1";
        }

        @Override
        public void awaitPullUnderWay() {
            pull.awaitReached();
        }

        @Override
        public void awaitQuestionUnderWay() {
            question.awaitReached();
        }

        @Override
        public int occupiedPort() {
            backend.occupy(18_080);
            return 18_080;
        }

        @Override
        public List<String> commandThatSucceeds() {
            return List.of("true");
        }
    }
}

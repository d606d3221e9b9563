package com.appaloft.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.testing.KnownSecrets;
import com.appaloft.application.testing.LineLogins;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.SecretVersions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A question about a source is always answered, soon. */
class SourceProbesTest {
    private static final Server SERVER =
            new Server(new ServerId("srv_1"), "local", "fake", new DestinationId("dst_1"), true);
    private static final Profile PROFILE = profile(new Source.DockerImage("web:v1"), null);

    private static final Environment ENVIRONMENT = new Environment(
            new EnvironmentId("env_1"),
            new ProjectId("prj_1"),
            "production",
            Environment.Kind.PRODUCTION,
            Map.of(),
            Map.of("REGISTRY", 2, "LOGINS", 1),
            new SecretVersions(Map.of()),
            false);

    private static final CurrentCredentials SECRETS = new CurrentCredentials(
            new KnownSecrets().with("REGISTRY", 2, "ada:pass").with("LOGINS", 1, "r.example ada:pass"),
            new LineLogins());

    private record Answering(Function<Operation, String> answer) implements SourceProbe {
        @Override
        public String kind() {
            return "docker-image";
        }

        @Override
        public String look(Question question, Operation operation) {
            return answer.apply(operation);
        }
    }

    @Test
    void whatIsThereIsReadable() {
        var probe = probes(operation -> "The server has it.").probe(SERVER, PROFILE, ENVIRONMENT);
        assertThat(probe).isEqualTo(new SourceProbes.Probe(true, "The server has it.", ""));
    }

    @Test
    void whatFailsSaysWithWhichCodeAndWhatToDo() {
        var probe = probes(operation -> {
                    throw new BackendFailure(FailureCode.IMAGE_NOT_FOUND, "There is no image web:v1.");
                })
                .probe(SERVER, PROFILE, ENVIRONMENT);
        assertThat(probe.readable()).isFalse();
        assertThat(probe.evidence()).isEqualTo("image-not-found: There is no image web:v1.");
        assertThat(probe.advice()).isEqualTo("Fix source or relink.");
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForAndIsToldToStop() throws InterruptedException {
        var canceled = new CountDownLatch(1);
        var probes = new SourceProbes(
                List.of(new Answering(operation -> {
                    operation.onCancel(canceled::countDown);
                    operation.pause(60_000);
                    return "too late";
                })),
                SECRETS,
                Duration.ofMillis(50));
        assertThat(probes.probe(SERVER, PROFILE, ENVIRONMENT).readable()).isFalse();
        assertThat(canceled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSourceIsLookedAtWithTheSecretThatOpensIt() {
        var seen = new AtomicReference<String>();
        var probe = new SourceProbe() {
            @Override
            public String kind() {
                return "docker-image";
            }

            @Override
            public String look(Question question, Operation operation) {
                seen.set(question.credentials());
                return "The registry has it.";
            }
        };
        var probes = new SourceProbes(List.of(probe), SECRETS, Duration.ofSeconds(30));
        assertThat(probes.probe(SERVER, profile(new Source.DockerImage("web:v1", "REGISTRY"), null), ENVIRONMENT)
                        .readable())
                .isTrue();
        assertThat(seen).hasValue("ada:pass");
        assertThat(probes.probe(SERVER, profile(new Source.DockerImage("web:v1", "OTHER"), null), ENVIRONMENT)
                        .evidence())
                .startsWith("environment-incomplete");
    }

    @Test
    void anImageIsLookedAtWithTheLoginOfItsRegistryAndWithNoOther() {
        var host = new FakeBackend("fake");
        var login = new RegistryLogin("ada", "pass");
        host.registry().keep("r.example/web:v1", FakeImage.serving(), login);
        host.registry().keep("other.example/web:v1", FakeImage.serving(), login);
        var probes = new SourceProbes(List.of(new ImageProbe(only(host))), SECRETS, Duration.ofSeconds(30));
        var ours = new Source.DockerImage("r.example/web:v1");
        assertThat(probes.probe(SERVER, profile(ours, "LOGINS"), ENVIRONMENT).readable())
                .isTrue();
        assertThat(probes.probe(SERVER, profile(ours, null), ENVIRONMENT).evidence())
                .startsWith("source-auth-failed");
        var theirs = new Source.DockerImage("other.example/web:v1");
        assertThat(probes.probe(SERVER, profile(theirs, "LOGINS"), ENVIRONMENT).evidence())
                .startsWith("source-auth-failed");
        assertThat(probes.probe(SERVER, profile(ours, "REGISTRY"), ENVIRONMENT).evidence())
                .startsWith("source-auth-failed: The secret REGISTRY does not hold logins")
                .doesNotContain("ada");
        assertThat(probes.probe(SERVER, profile(ours, "ABSENT"), ENVIRONMENT).evidence())
                .startsWith("environment-incomplete");
    }

    private static RuntimeBackends only(RuntimeBackend backend) {
        return new RuntimeBackends() {
            @Override
            public RuntimeBackend of(Server server) {
                return backend;
            }

            @Override
            public Set<String> kinds() {
                return Set.of(backend.kind());
            }
        };
    }

    private static Profile profile(Source source, @Nullable String registrySecret) {
        var runtime = new RuntimeSpec(
                RuntimeSpec.Strategy.PREBUILT_IMAGE, null, List.of(), null, null, List.of(), null, registrySecret);
        return new Profile(1, source, runtime, NetworkSpec.NONE, new HealthSpec.None());
    }

    @Test
    void aProbeThatBreaksDoesNotTellWhatItKnew() {
        var probe = probes(operation -> {
                    throw new IllegalStateException("https://ada:pässword@git.example");
                })
                .probe(SERVER, PROFILE, ENVIRONMENT);
        assertThat(probe.readable()).isFalse();
        assertThat(probe.toString()).doesNotContain("pässword");
    }

    @Test
    void aKindNobodyLooksAtIsSaidToBeSo() {
        assertThat(new SourceProbes(List.of(), SECRETS, Duration.ofSeconds(1))
                        .probe(SERVER, PROFILE, ENVIRONMENT)
                        .evidence())
                .contains("docker-image");
    }

    private static SourceProbes probes(Function<Operation, String> answer) {
        return new SourceProbes(List.of(new Answering(answer)), SECRETS, Duration.ofSeconds(30));
    }
}

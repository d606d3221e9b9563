package com.appaloft.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.application.testing.KnownSecrets;
import com.appaloft.domain.deployment.FailureCode;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A question about a source is always answered, soon. */
class SourceProbesTest {
    private static final Server SERVER =
            new Server(new ServerId("srv_1"), "local", "fake", new DestinationId("dst_1"), true);
    private static final Source SOURCE = new Source.DockerImage("web:v1");

    private static final Environment ENVIRONMENT = new Environment(
            new EnvironmentId("env_1"),
            new ProjectId("prj_1"),
            "production",
            Environment.Kind.PRODUCTION,
            Map.of(),
            Map.of("REGISTRY", 2),
            new SecretVersions(Map.of()),
            false);

    private static final CurrentCredentials SECRETS =
            new CurrentCredentials(new KnownSecrets().with("REGISTRY", 2, "ada:pass"));

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
        var probe = probes(operation -> "The server has it.").probe(SERVER, SOURCE, ENVIRONMENT);
        assertThat(probe).isEqualTo(new SourceProbes.Probe(true, "The server has it.", ""));
    }

    @Test
    void whatFailsSaysWithWhichCodeAndWhatToDo() {
        var probe = probes(operation -> {
                    throw new BackendFailure(FailureCode.IMAGE_NOT_FOUND, "There is no image web:v1.");
                })
                .probe(SERVER, SOURCE, ENVIRONMENT);
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
        assertThat(probes.probe(SERVER, SOURCE, ENVIRONMENT).readable()).isFalse();
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
        assertThat(probes.probe(SERVER, new Source.DockerImage("web:v1", "REGISTRY"), ENVIRONMENT)
                        .readable())
                .isTrue();
        assertThat(seen).hasValue("ada:pass");
        assertThat(probes.probe(SERVER, new Source.DockerImage("web:v1", "OTHER"), ENVIRONMENT)
                        .evidence())
                .startsWith("environment-incomplete");
    }

    @Test
    void aProbeThatBreaksDoesNotTellWhatItKnew() {
        var probe = probes(operation -> {
                    throw new IllegalStateException("https://ada:pässword@git.example");
                })
                .probe(SERVER, SOURCE, ENVIRONMENT);
        assertThat(probe.readable()).isFalse();
        assertThat(probe.toString()).doesNotContain("pässword");
    }

    @Test
    void aKindNobodyLooksAtIsSaidToBeSo() {
        assertThat(new SourceProbes(List.of(), SECRETS, Duration.ofSeconds(1))
                        .probe(SERVER, SOURCE, ENVIRONMENT)
                        .evidence())
                .contains("docker-image");
    }

    private static SourceProbes probes(Function<Operation, String> answer) {
        return new SourceProbes(List.of(new Answering(answer)), SECRETS, Duration.ofSeconds(30));
    }
}

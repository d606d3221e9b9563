package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.domain.deployment.FailureCode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a build takes from registries, with either builder. */
class BaseImagesTest {
    private TinyRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = new TinyRegistry();
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRegistryThatAsksEverybodyForATokenGivesItsImages(boolean classic) throws Exception {
        push("app");
        registry.askForTokens();
        try (var docker = new DockerForTests(classic)) {
            build(docker, "FROM " + pulled(docker, "app:1") + "\n", RegistryLogins.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStageMayBePrivateAndACopiedFileToo(boolean classic) throws Exception {
        push("app");
        push("files");
        registry.lock("ada", "s3cret");
        var logins = new RegistryLogins(Map.of(registry.host(), new RegistryLogin("ada", "s3cret")));
        try (var docker = new DockerForTests(classic)) {
            var file = """
                    FROM %s AS first
                    FROM scratch
                    COPY --from=first text /one
                    COPY --from=%s text /two
                    """.formatted(pulled(docker, "app:1"), pulled(docker, "files:1"));
            build(docker, file, logins);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImageThatIsNotThereOrNotGivenIsSaidToBeSo(boolean classic) throws Exception {
        push("app");
        try (var docker = new DockerForTests(classic)) {
            fails(docker, "FROM " + registry.repository("none:1") + "\n", FailureCode.IMAGE_NOT_FOUND);
            registry.lock();
            fails(docker, "FROM " + registry.repository("app:1") + "\n", FailureCode.SOURCE_AUTH_FAILED);
        }
    }

    /** Nobody else's image has this content: who removes his own by its id would remove ours too. */
    private void push(String name) {
        registry.push(name, "1", UUID.randomUUID().toString());
    }

    private String pulled(DockerForTests docker, String name) {
        docker.isToPull(registry.repository(name));
        return registry.repository(name);
    }

    private static void fails(DockerForTests docker, String dockerfile, FailureCode code) {
        assertThatThrownBy(() -> build(docker, dockerfile, RegistryLogins.NONE))
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static void build(DockerForTests docker, String dockerfile, RegistryLogins logins) {
        var context = TestImages.context(dockerfile + "LABEL com.appaloft.test=" + TestImages.RUN + "\n", Map.of());
        var spec = new BuildSpec("", "Dockerfile", Map.of(), null, false, Map.of()).with(logins);
        docker.backend().build(docker.server(), context, spec, Operation.quiet());
    }
}

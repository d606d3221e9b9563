package com.appaloft.domain.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.runtime.RuntimeSpec.Strategy;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRulesTest {
    private static final Source FOLDER = new Source.LocalFolder("/srv/web");
    private static final Source IMAGE = new Source.DockerImage("registry.local/web:v1");
    private static final HealthSpec HTTP = new HealthSpec.Http("/", 200, 1, 1, 1, 1);

    @Test
    void profilesThatCanBeDeployedBreakNoRule() {
        assertThat(ProfileRules.violation(Given.profile())).isEmpty();
        accepted(profile(FOLDER, Strategy.DOCKERFILE, null, NetworkSpec.NONE, new HealthSpec.None()));
        accepted(profile(FOLDER, Strategy.DOCKERFILE, "docker/Dockerfile", NetworkSpec.NONE, new HealthSpec.Image()));
        accepted(profile(
                IMAGE,
                Strategy.PREBUILT_IMAGE,
                null,
                new NetworkSpec(8080, Exposure.NONE, null),
                new HealthSpec.Command(List.of("true"), 1, 1, 1, 1)));
        accepted(
                profile(IMAGE, Strategy.PREBUILT_IMAGE, null, new NetworkSpec(8080, Exposure.DIRECT_PORT, null), HTTP));
    }

    @Test
    void aFolderIsBuilt() {
        refused(
                profile(FOLDER, Strategy.PREBUILT_IMAGE, null, NetworkSpec.NONE, new HealthSpec.None()),
                "/source/kind");
    }

    @Test
    void anImageIsNotBuilt() {
        refused(
                profile(IMAGE, Strategy.DOCKERFILE, null, NetworkSpec.NONE, new HealthSpec.None()),
                "/runtime/strategy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv/web", "", ".", "../web", "/srv/../etc", "/..", "~/web"})
    void aFolderIsNamedByItsAbsolutePathWithoutStepsUp(String locator) {
        var folder = new Source.LocalFolder(locator);
        refused(profile(folder, Strategy.DOCKERFILE, null, NetworkSpec.NONE, new HealthSpec.None()), "/source/locator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/..web", "/srv/web..", "/srv/.hidden", "/"})
    void dotsInsideANameAreNoStepsUp(String locator) {
        var folder = new Source.LocalFolder(locator);
        accepted(profile(folder, Strategy.DOCKERFILE, null, NetworkSpec.NONE, new HealthSpec.None()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../Dockerfile", "docker/../../Dockerfile", ".."})
    void theDockerfileLiesInsideTheSource(String path) {
        refused(
                profile(FOLDER, Strategy.DOCKERFILE, path, NetworkSpec.NONE, new HealthSpec.None()),
                "/runtime/dockerfilePath");
    }

    @Test
    void aDirectPortNeedsThePortTheProcessListensOn() {
        refused(
                profile(
                        IMAGE,
                        Strategy.PREBUILT_IMAGE,
                        null,
                        new NetworkSpec(null, Exposure.DIRECT_PORT, 8080),
                        new HealthSpec.None()),
                "/network/internalPort");
    }

    @Test
    void onlyADirectPortHasAHostPort() {
        refused(
                profile(
                        IMAGE,
                        Strategy.PREBUILT_IMAGE,
                        null,
                        new NetworkSpec(8080, Exposure.NONE, 18080),
                        new HealthSpec.None()),
                "/network/hostPort");
    }

    @Test
    void healthOverHttpNeedsAPort() {
        refused(profile(IMAGE, Strategy.PREBUILT_IMAGE, null, NetworkSpec.NONE, HTTP), "/health/type");
    }

    @Test
    void aRegistrySecretIsAcceptedWhereverImagesComeFrom() {
        accepted(opened(FOLDER, Strategy.DOCKERFILE, "REGISTRIES"));
        accepted(opened(IMAGE, Strategy.PREBUILT_IMAGE, "_r2"));
        accepted(opened(new Source.StaticSite("/srv/web", null), Strategy.STATIC, "REGISTRIES"));
        accepted(opened(
                new Source.Compose(new Source.LocalFolder("/srv/web"), null, null), Strategy.COMPOSE, "REGISTRIES"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2R", "a b", "{\"auths\": {}}"})
    void aRegistrySecretIsNamedAndNeverGiven(String value) {
        refused(opened(IMAGE, Strategy.PREBUILT_IMAGE, value), "/runtime/registrySecret");
        assertThat(ProfileRules.violation(opened(IMAGE, Strategy.PREBUILT_IMAGE, value))
                        .orElseThrow()
                        .detail())
                .doesNotContain("auths");
    }

    private static Profile opened(Source source, Strategy strategy, String secret) {
        var runtime = new RuntimeSpec(strategy, null, List.of(), null, null, List.of(), null, secret);
        return new Profile(1, source, runtime, NetworkSpec.NONE, new HealthSpec.None());
    }

    private static Profile profile(
            Source source, Strategy strategy, @Nullable String dockerfile, NetworkSpec network, HealthSpec health) {
        var runtime = new RuntimeSpec(strategy, dockerfile, List.of(), null, null, List.of(), null, null);
        return new Profile(1, source, runtime, network, health);
    }

    private static void accepted(Profile profile) {
        assertThat(ProfileRules.violation(profile)).isEmpty();
    }

    private static void refused(Profile profile, String pointer) {
        var problem = ProfileRules.violation(profile).orElseThrow();
        assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_ERROR);
        assertThat(problem.pointer()).isEqualTo(pointer);
        assertThat(problem.detail()).endsWith(".");
    }
}

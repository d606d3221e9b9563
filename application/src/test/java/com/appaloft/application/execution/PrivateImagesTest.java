package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.compose.Trees;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The profile's secret opens the registries it is for, whatever an image is needed for, and is nobody else's. */
class PrivateImagesTest {
    private static final String PRIVATE = "r.example:5000/team/app:v1";
    private static final Source FOLDER = new Source.LocalFolder("/srv/shop");
    private static final Source COMPOSE = new Source.Compose(new Source.LocalFolder("/srv/shop"), null, "web");
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");

    private final World world = new World();

    @BeforeEach
    void aPrivateImageAndTwoVersionsOfTheSecret() {
        world.host().registry().keep(PRIVATE, FakeImage.serving(), new RegistryLogin("ada", "s3cret"));
        world.secrets
                .with("REGISTRIES", 1, "r.example:5000 ada:s3cret")
                .with("REGISTRIES", 2, "r.example:5000 ada:wr0ng");
    }

    @Test
    void theServiceOfThatRegistryIsPulledWithItsLoginAndAllOthersWithNone() {
        world.host().image("r.example/db:v1", FakeImage.serving());
        world.host().image("team/cache:v1", FakeImage.serving());
        services(Map.of(
                "web", Map.of("image", PRIVATE),
                "db", Map.of("image", "r.example/db:v1"),
                "cache", Map.of("image", "team/cache:v1")));
        succeeds(COMPOSE, "REGISTRIES");
        assertThat(world.host().registry().askedBy())
                .containsEntry(PRIVATE, "ada")
                .containsEntry("r.example/db:v1", "nobody")
                .containsEntry("team/cache:v1", "nobody");
    }

    @Test
    void aBuildFromAPrivateImageIsToldTheLogins() {
        world.folder.builtFrom(PRIVATE);
        assertThat(fails(FOLDER, null, 1).code()).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
        deploy(SECOND, FOLDER, "REGISTRIES", 1, new Trigger.Create());
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void aServiceIsBuiltFromAPrivateImage() {
        world.folder.builtFrom(PRIVATE);
        services(Map.of("web", Map.of("build", ".")));
        succeeds(COMPOSE, "REGISTRIES");
    }

    @Test
    void theServerOfAStaticSiteIsAskedForAtItsOwnRegistryOnly() {
        world.host().image("caddy:2", FakeImage.serving());
        world.secrets.with("REGISTRIES", 1, "docker.io ada:s3cret");
        succeeds(new Source.StaticSite("/srv/shop", null), "REGISTRIES");
        assertThat(world.host().registry().askedBy()).containsEntry("caddy:2", "ada");
    }

    @Test
    void anImageIsOpenedByTheProfilesSecretWhereItsSourceNamesNone() {
        world.secrets.with("OWN", 1, "grace:other");
        assertThat(fails(new Source.DockerImage(PRIVATE, "OWN"), "REGISTRIES", 1)
                        .code())
                .isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
        assertThat(world.host().registry().askedBy()).containsEntry(PRIVATE, "grace");
        deploy(SECOND, new Source.DockerImage(PRIVATE), "REGISTRIES", 1, new Trigger.Create());
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.host().registry().askedBy()).containsEntry(PRIVATE, "ada");
    }

    @Test
    void noWorkloadIsStartedWithTheSecretAndNoFileMayNameIt() {
        succeeds(new Source.DockerImage(PRIVATE), "REGISTRIES");
        var serving = world.running().getFirst();
        assertThat(world.host().environmentOf(serving.name())).containsOnlyKeys("MODE", "OWN");
        services(Map.of("web", Map.of("image", PRIVATE, "environment", Map.of("A", "${REGISTRIES}"))));
        assertThat(fails(SECOND, COMPOSE, "REGISTRIES", 1).code()).isEqualTo(FailureCode.COMPOSE_INVALID);
    }

    @Test
    void aSecretThatIsMissingOrHoldsNoLoginsSaysSoWithoutItsValue() {
        assertThat(fails(new Source.DockerImage(PRIVATE), "ABSENT", 1).code())
                .isEqualTo(FailureCode.ENVIRONMENT_INCOMPLETE);
        world.secrets.with("REGISTRIES", 1, "hunter2");
        var failure = fails(SECOND, FOLDER, "REGISTRIES", 1);
        assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
        assertThat(failure.message()).contains("REGISTRIES").doesNotContain("hunter2");
    }

    @Test
    void aRetryUsesTheVersionOfItsSnapshot() {
        succeeds(new Source.DockerImage(PRIVATE), "REGISTRIES");
        var first = world.attempts.get(FIRST).attempt();
        world.host().images().remove(Objects.requireNonNull(first.artifact()).imageId());
        admit(SECOND, new Source.DockerImage(PRIVATE), "REGISTRIES", 2, new Trigger.Retry(FIRST, null));
        var pinned =
                (ResolvedSource.Image) Objects.requireNonNull(first.snapshot()).source();
        world.host().images().bring(pinned.imageId(), FakeImage.serving());
        world.attempts.append(
                SECOND,
                List.of(new DeploymentEvent.SnapshotCaptured(
                        SECOND, Objects.requireNonNull(first.snapshot()), Given.START)));
        world.process().carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
    }

    private void services(Map<String, Object> services) {
        world.folder.composed(Trees.tree(Map.of("services", services)));
    }

    private void succeeds(Source source, @Nullable String secret) {
        deploy(FIRST, source, secret, 1, new Trigger.Create());
        assertThat(world.attempts.get(FIRST))
                .as("%s", world.attempts.get(FIRST))
                .isInstanceOf(Deployment.Succeeded.class);
    }

    private Failure fails(Source source, @Nullable String secret, int version) {
        return fails(FIRST, source, secret, version);
    }

    private Failure fails(DeploymentId id, Source source, @Nullable String secret, int version) {
        deploy(id, source, secret, version, new Trigger.Create());
        return Objects.requireNonNull(
                world.attempts.get(id).failureOrNull(),
                () -> world.attempts.get(id).toString());
    }

    private void deploy(DeploymentId id, Source source, @Nullable String secret, int version, Trigger trigger) {
        admit(id, source, secret, version, trigger);
        world.process().carry(id);
    }

    private void admit(DeploymentId id, Source source, @Nullable String secret, int version, Trigger trigger) {
        var strategy = ProfileRules.strategyFor(source);
        var runtime = new RuntimeSpec(strategy, null, List.of(), null, null, List.of(), null, secret);
        var base = Given.profile();
        var environment = new EnvironmentSnapshot(Map.of("MODE", "live"), Map.of("REGISTRIES", version, "OWN", 1));
        world.secrets.with("OWN", 1, "grace:other");
        world.admit(
                id,
                trigger,
                new Intent(new Profile(1, source, runtime, base.network(), base.health()), environment),
                null);
    }
}

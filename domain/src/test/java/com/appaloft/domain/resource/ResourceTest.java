package com.appaloft.domain.resource;

import static com.appaloft.domain.testing.Given.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec.Strategy;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private static final Source NOW = Given.profile().source();
    private static final Source ELSEWHERE = new Source.DockerImage("registry.local/elsewhere:v1");
    private static final Resource WEB = Resource.evolve(
            null,
            new ResourceEvent.Created(
                    Given.RESOURCE,
                    Given.PROJECT,
                    Given.ENVIRONMENT,
                    Given.SERVER,
                    Given.DESTINATION,
                    "web",
                    Given.profile(),
                    at(3)));

    @Test
    void aRelinkChangesTheSourceOnlyAndMakesANewVersion() {
        var relinked = after(WEB, WEB.relink(NOW, ELSEWHERE, Given.ENVIRONMENT, at(5)));
        assertThat(relinked.profile().source()).isEqualTo(ELSEWHERE);
        assertThat(relinked.profile().version()).isEqualTo(2);
        assertThat(relinked.profile().runtime()).isEqualTo(WEB.profile().runtime());
        assertThat(relinked.profile().network()).isEqualTo(WEB.profile().network());
        assertThat(relinked.profile().health()).isEqualTo(WEB.profile().health());
    }

    @Test
    void aRelinkRecordsWhereItCameFrom() {
        var event =
                WEB.relink(NOW, ELSEWHERE, Given.ENVIRONMENT, at(5)).orThrow().getFirst();
        assertThat(((ResourceEvent.SourceRelinked) event).from()).isEqualTo(NOW);
    }

    @Test
    void aRelinkThatBelievesInAnotherCurrentSourceChangesNothing() {
        var decision = WEB.relink(new Source.LocalFolder("/srv/web"), ELSEWHERE, Given.ENVIRONMENT, at(5));
        assertThat(problem(decision).code()).isEqualTo(ProblemCode.SOURCE_RELINK_CONFLICT);
        assertThat(problem(decision).detail())
                .contains("docker-image registry.local/web:v1", "local-folder /srv/web", "read the resource again");
        assertThat(after(WEB, decision)).isEqualTo(WEB);
    }

    @Test
    void aRelinkThatBelievesInAnotherEnvironmentChangesNothing() {
        var decision = WEB.relink(NOW, ELSEWHERE, new EnvironmentId("env_staging"), at(5));
        assertThat(problem(decision).code()).isEqualTo(ProblemCode.SOURCE_RELINK_CONFLICT);
        assertThat(after(WEB, decision)).isEqualTo(WEB);
    }

    @Test
    void aRelinkIntoAnotherEnvironmentIsRefusedEvenIfTheSourceIsAlreadySo() {
        var decision = WEB.relink(ELSEWHERE, NOW, new EnvironmentId("env_staging"), at(5));
        assertThat(problem(decision).code()).isEqualTo(ProblemCode.SOURCE_RELINK_CONFLICT);
    }

    @Test
    void aRelinkToWhatTheSourceAlreadyIsDoesNothing() {
        assertThat(WEB.relink(NOW, NOW, Given.ENVIRONMENT, at(5))).isEqualTo(Decision.accept());
        var relinked = after(WEB, WEB.relink(NOW, ELSEWHERE, Given.ENVIRONMENT, at(5)));
        assertThat(relinked.relink(NOW, ELSEWHERE, Given.ENVIRONMENT, at(6))).isEqualTo(Decision.accept());
    }

    @Test
    void aRelinkToAnotherKindOfSourceChangesHowTheImageComesToBeAndNothingElse() {
        var folder = new Source.LocalFolder("/srv/web");
        var relinked =
                after(WEB, WEB.relink(NOW, folder, Given.ENVIRONMENT, at(5))).profile();
        assertThat(relinked.source()).isEqualTo(folder);
        assertThat(relinked.runtime()).isEqualTo(WEB.profile().runtime().with(Strategy.DOCKERFILE));
        assertThat(relinked.network()).isEqualTo(WEB.profile().network());
        assertThat(relinked.health()).isEqualTo(WEB.profile().health());
    }

    @Test
    void aRelinkToWhatTheProfileCannotDeployIsRefused() {
        var decision = WEB.relink(NOW, new Source.LocalFolder("/srv/../etc"), Given.ENVIRONMENT, at(5));
        assertThat(problem(decision).code()).isEqualTo(ProblemCode.VALIDATION_ERROR);
        assertThat(problem(decision).pointer()).isEqualTo("/source/locator");
    }

    @Test
    void everyChangeOfTheProfileMakesItsNextVersion() {
        var once = after(WEB, WEB.configure(WEB.profile().runtime(), NetworkSpec.NONE, new HealthSpec.None(), at(5)));
        var twice = after(
                once,
                once.configure(
                        WEB.profile().runtime(),
                        WEB.profile().network(),
                        WEB.profile().health(),
                        at(6)));
        assertThat(once.profile().version()).isEqualTo(2);
        assertThat(once.profile().health()).isEqualTo(new HealthSpec.None());
        assertThat(twice.profile().version()).isEqualTo(3);
        assertThat(twice.profile().source()).isEqualTo(NOW);
    }

    @Test
    void aProfileThatCannotBeDeployedIsRefusedAndTheOldOneStays() {
        var decision = WEB.configure(
                WEB.profile().runtime(), NetworkSpec.NONE, WEB.profile().health(), at(5));
        assertThat(problem(decision).pointer()).isEqualTo("/health/type");
        assertThat(after(WEB, decision)).isEqualTo(WEB);
    }

    @Test
    void aResourceInAnEnvironmentOnAServerAlwaysHasTheSameSlot() {
        assertThat(WEB.slot()).isEqualTo(Given.SLOT);
        assertThat(after(WEB, WEB.relink(NOW, ELSEWHERE, Given.ENVIRONMENT, at(5)))
                        .slot())
                .isEqualTo(Given.SLOT);
    }

    @Test
    void aHistoryThatDoesNotStartWithItsCreationIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Resource.evolve(
                        null, new ResourceEvent.ProfileChanged(Given.RESOURCE, Given.profile(), at(1))));
    }

    private static Resource after(Resource state, Decision<ResourceEvent> decision) {
        return decision.fold(
                accepted -> accepted.events().stream().reduce(state, Resource::evolve, (a, b) -> b), refused -> state);
    }

    private static Problem problem(Decision<ResourceEvent> decision) {
        return ((Decision.Refused<ResourceEvent>) decision).problem();
    }
}

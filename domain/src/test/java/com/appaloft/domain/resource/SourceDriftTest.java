package com.appaloft.domain.resource;

import static com.appaloft.domain.testing.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a source has drifted from the profile, and what ends it. */
class SourceDriftTest {
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
    void aSourceThatDeclaresWhatTheProfileSaysHasNotDrifted() {
        var sighting = declares(256, null);
        var configured = after(
                WEB,
                WEB.configure(
                        sighting.declaration().over(WEB.profile()).runtime(),
                        WEB.profile().network(),
                        WEB.profile().health(),
                        at(4)));
        assertThat(seen(configured, sighting).drift().present()).isFalse();
    }

    @Test
    void aSourceThatDeclaresSomethingElseHasDriftedAndEachFieldIsNamed() {
        var drift = seen(WEB, declares(256, "schema-2")).drift();
        assertThat(drift.present()).isTrue();
        assertThat(drift.differences())
                .containsExactly(
                        "runtime.memoryMb is 256 in the source and not set in the profile",
                        "runtime.dataMarker is schema-2 in the source and not set in the profile");
    }

    @Test
    void acceptingTakesOverWhatIsDeclaredAndNothingElseAsANewVersion() {
        var accepted = after(WEB, seen(WEB, declares(256, "schema-2")).acceptSource(declares(256, "schema-2"), at(6)));
        assertThat(accepted.drift().present()).isFalse();
        assertThat(accepted.profile().version()).isEqualTo(WEB.profile().version() + 1);
        assertThat(accepted.profile().runtime().memoryMb()).isEqualTo(256);
        assertThat(accepted.profile().runtime().dataMarker()).isEqualTo("schema-2");
        assertThat(accepted.profile().network()).isEqualTo(WEB.profile().network());
        assertThat(accepted.acceptSource(declares(256, "schema-2"), at(7))).isEqualTo(Decision.accept());
    }

    @Test
    void aChangeOfTheProfileAfterAcceptingIsMeantUntilTheSourceDeclaresSomethingNew() {
        var accepted = after(WEB, WEB.acceptSource(declares(256, null), at(6)));
        var larger = after(
                accepted,
                accepted.configure(
                        declares(512, null)
                                .declaration()
                                .over(accepted.profile())
                                .runtime(),
                        accepted.profile().network(),
                        accepted.profile().health(),
                        at(7)));
        assertThat(seen(larger, declares(256, null)).drift().present()).isFalse();
        assertThat(seen(larger, declares(300, null)).drift().present()).isTrue();
    }

    @Test
    void aSourceThatGoesBackToWhatTheProfileSaysHasNotDriftedAnyMore() {
        var drifted = seen(WEB, declares(256, null));
        assertThat(drifted.drift().present()).isTrue();
        assertThat(seen(drifted, SourceSighting.NOTHING).drift().present()).isFalse();
    }

    @Test
    void aProfileThatIsBroughtToWhatTheSourceDeclaresHasNotDriftedAnyMore() {
        var drifted = seen(WEB, declares(256, null));
        var configured = after(
                drifted,
                drifted.configure(
                        declares(256, null).declaration().over(WEB.profile()).runtime(),
                        WEB.profile().network(),
                        WEB.profile().health(),
                        at(7)));
        assertThat(configured.drift().present()).isFalse();
    }

    @Test
    void relinkingForgetsWhatWasSeenOfTheOldSource() {
        var drifted = seen(WEB, declares(256, null));
        var relinked = after(
                drifted,
                drifted.relink(
                        WEB.profile().source(),
                        new Source.DockerImage("registry.local/elsewhere:v1"),
                        Given.ENVIRONMENT,
                        at(8)));
        assertThat(relinked.link()).isEqualTo(SourceLink.FRESH);
        assertThat(relinked.drift().present()).isFalse();
    }

    @Test
    void anotherProjectAtTheSamePlaceIsDriftAndEndsByAcceptingOrByRelinkingToTheSamePlace() {
        var linked = seen(WEB, of("shop", null));
        var other = seen(linked, of("blog", null));
        assertThat(other.drift().otherProject()).contains("blog", "shop");
        assertThat(after(other, other.acceptSource(of("blog", null), at(8)))
                        .drift()
                        .present())
                .isFalse();
        var same = WEB.profile().source();
        var relinked = after(other, other.relink(same, same, Given.ENVIRONMENT, at(8)));
        assertThat(seen(relinked, of("blog", null)).drift().present()).isFalse();
        assertThat(seen(other, of("shop", null)).drift().present()).isFalse();
    }

    @Test
    void whoseProjectItIsIsDecidedByTheNameAndElseByTheOrigin() {
        assertThat(identity("shop", "a/x").another(identity("shop", "b/y"))).isFalse();
        assertThat(identity("shop", "a/x").another(identity("blog", "a/x"))).isTrue();
        assertThat(identity(null, "a/x").another(identity("blog", "b/y"))).isTrue();
        assertThat(identity(null, "a/x").another(identity("blog", "a/x"))).isFalse();
        assertThat(identity("shop", "a/x").another(ProjectIdentity.UNKNOWN)).isFalse();
        assertThat(ProjectIdentity.UNKNOWN.another(identity("shop", "a/x"))).isFalse();
    }

    @Test
    void anIdentityThatIsSeenOnlyInPartsIsRememberedWhole() {
        var linked = seen(seen(WEB, of("shop", null)), of(null, "git.example/shop"));
        assertThat(linked.link().project()).isEqualTo(identity("shop", "git.example/shop"));
        assertThat(seen(linked, of(null, "git.example/blog")).drift().present()).isTrue();
    }

    @Test
    void whatWasSeenBeforeIsNotRecordedAgain() {
        assertThat(WEB.observe(SourceSighting.NOTHING, at(5))).isEqualTo(Decision.accept());
        assertThat(seen(WEB, declares(1, null)).observe(declares(1, null), at(6)))
                .isEqualTo(Decision.accept());
    }

    @Test
    void aDeclarationThatCannotBeDeployedIsNotAccepted() {
        var http = new SourceDeclaration(
                SourceDeclaration.NOTHING.runtime(),
                new SourceDeclaration.Network(null, NetworkSpec.Exposure.NONE, 99),
                new HealthSpec.None());
        assertThat(WEB.acceptSource(new SourceSighting(ProjectIdentity.UNKNOWN, http), at(6)))
                .isInstanceOf(Decision.Refused.class);
    }

    private static SourceSighting declares(int memoryMb, @Nullable String marker) {
        var runtime = new SourceDeclaration.Runtime(null, null, null, memoryMb, null, null, marker, null);
        return new SourceSighting(
                ProjectIdentity.UNKNOWN, new SourceDeclaration(runtime, SourceDeclaration.NOTHING.network(), null));
    }

    private static SourceSighting of(@Nullable String name, @Nullable String origin) {
        return new SourceSighting(identity(name, origin), SourceDeclaration.NOTHING);
    }

    private static ProjectIdentity identity(@Nullable String name, @Nullable String origin) {
        return new ProjectIdentity(name, origin);
    }

    private static Resource seen(Resource resource, SourceSighting sighting) {
        return after(resource, resource.observe(sighting, at(5)));
    }

    private static Resource after(Resource state, Decision<ResourceEvent> decision) {
        return decision.orThrow().stream().reduce(state, Resource::evolve, (a, b) -> b);
    }
}

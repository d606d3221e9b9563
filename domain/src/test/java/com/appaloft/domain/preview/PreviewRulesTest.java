package com.appaloft.domain.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.domain.preview.PreviewName.Type;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewRulesTest {
    private static final PreviewName NAME = new PreviewName(Type.PULL_REQUEST, "42");
    private static final Source BRANCH = new Source.DockerImage("registry.local/web:pr-42");

    @Test
    void theSameNameIsAlwaysTheSamePreviewInASlotOfItsOwn() {
        var id = NAME.of(Given.RESOURCE);
        assertThat(new PreviewName(Type.PULL_REQUEST, "42").of(Given.RESOURCE)).isEqualTo(id);
        assertThat(Stream.of(
                        new PreviewName(Type.BRANCH, "42").of(Given.RESOURCE),
                        new PreviewName(Type.PULL_REQUEST, "43").of(Given.RESOURCE)))
                .doesNotContain(id);
        assertThat(SlotId.of(id)).isNotEqualTo(Given.SLOT);
        assertThat(SlotId.of(id).preview()).isEqualTo(id);
        assertThat(Given.SLOT.preview()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "-x", "a b", "a\nb", "../x y", "é", "a\u0000"})
    void anIdThatIsNoneIsRefused(String id) {
        assertThat(PreviewName.isShaped(id)).isFalse();
        assertThatThrownBy(() -> new PreviewName(Type.CUSTOM, id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdHasAtMost128Characters() {
        assertThat(PreviewName.isShaped("x".repeat(128))).isTrue();
        assertThat(PreviewName.isShaped("x".repeat(129))).isFalse();
    }

    @Test
    void whatADeploymentDoesNotSayStaysAndATimeToLiveCountsAnew() {
        var first = deployed(existing(null, BRANCH, 60), "one", 10);
        assertThat(first.life().expiresAt()).isEqualTo(Given.at(70));
        var again = deployed(existing(first, null, null), "two", 50);
        assertThat(again.life().terms().source()).isEqualTo(BRANCH);
        assertThat(again.life().expiresAt()).isEqualTo(Given.at(110));
        assertThat(again.life().attempts()).containsExactly(Given.attempt("one"), Given.attempt("two"));
        var longer = deployed(existing(again, null, 600), "three", 60);
        assertThat(longer.life().expiresAt()).isEqualTo(Given.at(660));
        assertThat(longer.expired(Given.at(659))).isFalse();
        assertThat(longer.expired(Given.at(660))).isTrue();
    }

    @Test
    void itRunsItsOwnSourceOnAPortOfItsOwnWithoutTheResourcesVolumes() {
        var p = Given.profile();
        var volumes = new RuntimeSpec(
                p.runtime().strategy(),
                null,
                List.of(),
                256,
                0.5,
                List.of(new RuntimeSpec.Volume("data", "/d")),
                null,
                "REGISTRIES");
        var current = p.changed(volumes, p.network(), p.health());
        var profile = existing(null, BRANCH, null).profile(current);
        assertThat(profile.source()).isEqualTo(BRANCH);
        assertThat(profile.network()).isEqualTo(new NetworkSpec(8080, NetworkSpec.Exposure.DIRECT_PORT, null));
        assertThat(profile.runtime().volumes()).isEmpty();
        assertThat(profile.runtime().memoryMb()).isEqualTo(256);
        assertThat(profile.runtime().registrySecret()).isEqualTo("REGISTRIES");
        assertThat(profile.version()).isEqualTo(current.version());
        assertThat(ProfileRules.violation(profile)).isEmpty();
        assertThat(existing(null, null, null).profile(current).source()).isEqualTo(current.source());
    }

    @Test
    void nothingIsDeployedWhileItIsCleanedUpAndNothingAfterwardsUntilItIsCreatedAgain() {
        var cleaning = cleaning();
        assertThat(PreviewRules.exist(cleaning, Given.RESOURCE, NAME, null, null, Given.at(3)))
                .isInstanceOf(Decision.Refused.class);
        assertThat(PreviewRules.deploy(cleaning, Given.attempt("late"), Given.at(3)))
                .isInstanceOf(Decision.Refused.class);
        var cleaned = cleaned();
        assertThat(PreviewRules.deploy(cleaned, Given.attempt("late"), Given.at(9)))
                .isInstanceOf(Decision.Refused.class);
        var anew = existing(cleaned, null, null);
        assertThat(anew.over()).isFalse();
        assertThat(anew.id()).isEqualTo(cleaned.id());
        assertThat(anew.life().terms().source()).isNull();
        assertThat(anew.life().attempts()).isEmpty();
    }

    @Test
    void theStagesOfACleanupAreDoneInTheirOrderAndTheLastEndsIt() {
        var now = cleaning();
        assertThat(finish(now, 1, CleanupStage.REMOVE_ROUTE)).isSameAs(now);
        assertThat(finish(now, 2, CleanupStage.STOP_ATTEMPT)).isSameAs(now);
        for (var stage : CleanupStage.values()) {
            assertThat(now)
                    .isInstanceOfSatisfying(
                            Preview.Cleaning.class, c -> assertThat(c.stage()).isEqualTo(stage));
            now = finish(now, 1, stage);
        }
        assertThat(now).isInstanceOf(Preview.Cleaned.class);
        assertThat(finish(now, 1, CleanupStage.RELEASE_ARTIFACTS)).isSameAs(now);
    }

    @Test
    void aFailedStageStopsTheLaterOnesAndAskingAgainGoesOnThere() {
        var begun = finish(cleaning(), 1, CleanupStage.STOP_ATTEMPT);
        var failed = after(
                begun, PreviewRules.fail(begun, 1, CleanupStage.STOP_WORKLOAD, "The engine is away.", Given.at(4)));
        assertThat(finish(failed, 1, CleanupStage.STOP_WORKLOAD)).isSameAs(failed);
        var again = after(failed, PreviewRules.clean(failed, CleanupCause.REQUESTED, Given.at(5)));
        assertThat(again)
                .isEqualTo(new Preview.Cleaning(
                        begun.life(), CleanupCause.REQUESTED, 2, CleanupStage.STOP_WORKLOAD, null));
        assertThat(finish(again, 1, CleanupStage.STOP_WORKLOAD)).isSameAs(again);
    }

    @Test
    void askingTwiceChangesNothing() {
        for (var state : List.of(cleaning(), cleaned())) {
            assertThat(PreviewRules.clean(state, CleanupCause.REQUESTED, Given.at(8)))
                    .isEqualTo(Decision.accept());
        }
    }

    @Test
    void aSlotIsEmptiedOnlyWhileNobodyHoldsIt() {
        var serving = new RuntimeSlot.Free(Given.attempt("one"), java.util.Map.of("schema-1", Given.at(1)));
        var emptied = serving.empty(Given.SLOT, Given.RESOURCE, Given.at(2)).orThrow();
        assertThat(serving.evolve(emptied.getFirst())).isEqualTo(RuntimeSlot.INITIAL);
        assertThat(RuntimeSlot.INITIAL.empty(Given.SLOT, Given.RESOURCE, Given.at(2)))
                .isEqualTo(Decision.accept());
        var taken = new RuntimeSlot.Taken(Given.attempt("two"), null, java.util.Map.of());
        assertThat(taken.empty(Given.SLOT, Given.RESOURCE, Given.at(2))).isInstanceOf(Decision.Refused.class);
    }

    private static Preview existing(@Nullable Preview now, @Nullable Source source, @Nullable Integer ttl) {
        return after(now, PreviewRules.exist(now, Given.RESOURCE, NAME, source, ttl, Given.at(1)));
    }

    private static Preview deployed(Preview now, String attempt, long at) {
        return after(now, PreviewRules.deploy(now, Given.attempt(attempt), Given.at(at)));
    }

    private static Preview cleaning() {
        var active = deployed(existing(null, BRANCH, null), "one", 1);
        return after(active, PreviewRules.clean(active, CleanupCause.REQUESTED, Given.at(2)));
    }

    private static Preview cleaned() {
        var now = cleaning();
        for (var stage : CleanupStage.values()) {
            now = finish(now, 1, stage);
        }
        return now;
    }

    private static Preview finish(Preview now, int round, CleanupStage stage) {
        return after(now, PreviewRules.finish(now, round, stage, "done", Given.at(6)));
    }

    private static Preview after(@Nullable Preview now, Decision<PreviewEvent> decision) {
        var state = now;
        for (var event : decision.orThrow()) {
            state = Preview.evolve(state, event);
        }
        return java.util.Objects.requireNonNull(state);
    }
}

package com.appaloft.domain.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArtifactSightingTest {
    private static final Artifact ARTIFACT = Given.artifact("v1");

    static Stream<Arguments> changes() {
        return Arrays.stream(Observation.values())
                .flatMap(before -> Arrays.stream(Observation.values()).map(seen -> Arguments.of(before, seen)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyAChangeIsRecordedAndWhatIsUnknownChangesNothing(Observation before, Observation seen) {
        var known = new ArtifactSighting(before, Given.at(1));
        var events = known.decide(ARTIFACT, seen, Given.at(2)).orThrow();
        if (seen == before || seen == Observation.UNKNOWN) {
            assertThat(events).isEmpty();
        } else {
            assertThat(events).hasSize(1);
            assertThat(known.evolve(events.getFirst())).isEqualTo(new ArtifactSighting(seen, Given.at(2)));
        }
    }

    @Test
    void anObservationNamesContentAndServerAndNeverATag() {
        var event = ArtifactSighting.NEVER
                .decide(ARTIFACT, Observation.MISSING, Given.at(1))
                .orThrow()
                .getFirst();
        assertThat(event)
                .isEqualTo(new ArtifactEvent.ObservedMissing(
                        ARTIFACT.id(), Given.SERVER, ARTIFACT.imageId(), false, Given.at(1)));
        assertThat(event.streamId()).isEqualTo(ARTIFACT.id().value());
    }

    @Test
    void theSameContentOnTheSameServerIsTheSameArtifactWhateverItIsCalled() {
        var same = ContentIdentity.artifact(Given.SERVER, ARTIFACT.imageId());
        assertThat(same).isEqualTo(ARTIFACT.id());
        assertThat(ContentIdentity.artifact(new ServerId("srv_other"), ARTIFACT.imageId()))
                .isNotEqualTo(same);
        assertThat(ContentIdentity.artifact(Given.SERVER, "sha256:other")).isNotEqualTo(same);
    }

    @Test
    void fingerprintsAreSha256InHex() {
        assertThat(ContentIdentity.fingerprint("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @EnumSource(Observation.class)
    void clientsSeePresentMissingOrUnknown(Observation observation) {
        assertThat(List.of("present", "missing", "unknown")).contains(observation.wire());
    }

    @Test
    void whatIsPinnedIsNeverLetGoAndWhatWasLetGoIsNotPinned() {
        var pinned = evolved(ArtifactSighting.NEVER, ArtifactSighting.NEVER.pin(ARTIFACT, Given.at(1)));
        assertThat(pinned.pinned()).isTrue();
        assertThat(pinned.pin(ARTIFACT, Given.at(2)).orThrow()).isEmpty();
        assertThat(pinned.release(ARTIFACT, Given.at(2)).orThrow()).isEmpty();

        var released = evolved(pinned, pinned.unpin(ARTIFACT, Given.at(3)));
        released = evolved(released, released.release(ARTIFACT, Given.at(4)));
        assertThat(released.released()).isTrue();
        assertThat(released.pin(ARTIFACT, Given.at(5))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void whatWasLetGoStaysSoWhateverIsSeenUntilAnAttemptKeepsItAgain() {
        var released = evolved(ArtifactSighting.NEVER, ArtifactSighting.NEVER.release(ARTIFACT, Given.at(1)));
        var seen = evolved(released, released.decide(ARTIFACT, Observation.PRESENT, Given.at(2)));
        assertThat(seen.released()).isTrue();

        var kept = evolved(seen, seen.keep(ARTIFACT, Given.at(3)));
        assertThat(kept.released()).isFalse();
        assertThat(kept.observed()).isEqualTo(Observation.PRESENT);
    }

    private static ArtifactSighting evolved(ArtifactSighting before, Decision<ArtifactEvent> decision) {
        return decision.orThrow().stream().reduce(before, ArtifactSighting::evolve, (a, b) -> b);
    }
}

package com.appaloft.application.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.World;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command is told of an artifact is what readiness shows of it, also while the host is silent. */
class LiveHostTest {
    private final World world = new World();
    private final LiveHost live =
            new LiveHost(world.work(), world.attempts(), world.servers(), world.backends(), world.sightings());
    private final Artifact artifact = artifact();

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "OTHER_CONTENT"})
    void aLossThatWasSeenStaysALossWhileTheHostIsSilent(Observation loss) {
        saw(loss);
        world.host().script().engineIsAway(true);
        assertThat(look().reachable()).isFalse();
        assertThat(look().of(artifact)).isEqualTo(loss);
    }

    @Test
    void aLossThatWasSeenIsOneNoMoreWhenTheHostShowsTheArtifactAgain() {
        saw(Observation.MISSING);
        assertThat(look().of(artifact)).isEqualTo(Observation.PRESENT);
    }

    @Test
    void whatWasThereOnceIsUnknownWhileTheHostIsSilent() {
        saw(Observation.PRESENT);
        world.host().script().engineIsAway(true);
        assertThat(look().of(artifact)).isEqualTo(Observation.UNKNOWN);
    }

    private Seen look() {
        return live.look(Given.SERVER, List.of(artifact));
    }

    private void saw(Observation observed) {
        var events = ArtifactSighting.NEVER.decide(artifact, observed, Given.START);
        world.sightings().append(artifact.id(), events.orThrow());
    }

    private Artifact artifact() {
        var imageId = world.host().image("web:v1", FakeImage.serving());
        return new Artifact(ContentIdentity.artifact(Given.SERVER, imageId), Given.SERVER, imageId, "", "");
    }
}

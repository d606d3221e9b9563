package com.appaloft.projections.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.testing.ReadModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtifactQueriesTest {
    private final ReadModels models = new ReadModels();
    private final ArtifactQueries queries = models.get(ArtifactQueries.class);

    @Test
    void theLastObservationIsTheOneThatCounts() {
        var one = Given.artifact("one");
        var two = Given.artifact("two");
        new History(models::project)
                .append(List.of(
                        new ArtifactEvent.ObservedPresent(one.id(), Given.SERVER, one.imageId(), Given.at(10)),
                        new ArtifactEvent.ObservedMissing(one.id(), Given.SERVER, one.imageId(), false, Given.at(20)),
                        new ArtifactEvent.ObservedMissing(two.id(), Given.SERVER, two.imageId(), true, Given.at(30))));
        assertThat(queries.find(one.id()).orElseThrow().sighting())
                .isEqualTo(new ArtifactSighting(Observation.MISSING, Given.at(20)));
        var all = queries.findAll(
                List.of(one.id(), two.id(), Given.artifact("none").id()));
        assertThat(all).containsOnlyKeys(one.id(), two.id());
        assertThat(all.get(two.id()).sighting().observed()).isEqualTo(Observation.OTHER_CONTENT);
    }

    @Test
    void anArtifactNeverObservedHasNoAnswer() {
        assertThat(queries.find(Given.artifact("none").id())).isEmpty();
        assertThat(queries.findAll(List.of())).isEmpty();
    }
}

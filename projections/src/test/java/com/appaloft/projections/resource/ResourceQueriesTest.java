package com.appaloft.projections.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.resource.ResourceQueries.Filter;
import com.appaloft.projections.testing.ReadModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceQueriesTest {
    private final ReadModels models = new ReadModels();
    private final ResourceQueries queries = models.get(ResourceQueries.class);
    private final History history = new History(models::project).append(Given.workspace());

    @Test
    void aResourceThatWasNeverDeployedHasAFreeSlotAndNothingServes() {
        var view = queries.find(Given.RESOURCE).orElseThrow();
        assertThat(view.resource()).isEqualTo(history.resource(Given.RESOURCE));
        assertThat(view.slot()).isEqualTo(RuntimeSlot.INITIAL);
        assertThat(view.active()).isNull();
        assertThat(view.accessUrl()).isNull();
    }

    @Test
    void aResourceShowsWhatServesAndWhatIsUnderWay() {
        var good = Given.attempt("good");
        var next = Given.attempt("next");
        history.append(Given.succeeded(good, "one", Given.at(100)))
                .append(List.of(
                        new RuntimeSlotEvent.Claimed(Given.SLOT, Given.RESOURCE, next, Given.at(200)),
                        Given.requested(next, new Trigger.Redeploy(good), Given.at(200))));
        var view = queries.find(Given.RESOURCE).orElseThrow();
        assertThat(view.slot().serving()).isEqualTo(good);
        assertThat(view.accessUrl()).isEqualTo("http://127.0.0.1:18080");
        assertThat(view.active()).isEqualTo(new ResourceFacts.Active(next, Status.CREATED, Given.at(200)));
    }

    @Test
    void aChangedProfileIsTheCurrentOne() {
        var relinked = Given.profile().withSource(new Source.DockerImage("registry.local/web:v2"));
        history.append(List.of(
                new ResourceEvent.SourceRelinked(Given.RESOURCE, Given.profile().source(), relinked, Given.at(60))));
        var view = queries.find(Given.RESOURCE).orElseThrow();
        assertThat(view.resource().profile()).isEqualTo(relinked);
        assertThat(view.createdAt()).isEqualTo(Given.at(3));
        assertThat(view.updatedAt()).isEqualTo(Given.at(60));
    }

    @Test
    void listsKeepToTheirConditions() {
        assertThat(queries.page(Filter.ALL, 10, null).items()).hasSize(1);
        assertThat(queries.page(new Filter(Given.PROJECT, Given.ENVIRONMENT, Given.SERVER), 10, null)
                        .items())
                .hasSize(1);
        assertThat(queries.page(new Filter(null, null, new ServerId("srv_none")), 10, null)
                        .items())
                .isEmpty();
    }
}

package com.appaloft.projections.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.testing.ReadModels;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewQueriesTest {
    private static final ReadModels MODELS = new ReadModels();
    private static final PreviewId ID = new PreviewName(PreviewName.Type.BRANCH, "cart").of(Given.RESOURCE);
    private static final SlotId SLOT = SlotId.of(ID);
    private static final DeploymentId OWN = Given.attempt("own");
    private static final DeploymentId ATTEMPT = Given.attempt("preview");

    private History history;

    @BeforeEach
    void deployed() {
        MODELS.clear();
        history = new History(MODELS::project);
        history.append(Given.workspace()).append(Given.succeeded(OWN, "v1", Given.at(10)));
        var own = Given.requested(ATTEMPT, new Trigger.Preview(), Given.at(40));
        history.append(List.<DomainEvent>of(
                new PreviewEvent.Created(
                        ID, Given.RESOURCE, new PreviewName(PreviewName.Type.BRANCH, "cart"), null, 60, Given.at(40)),
                new RuntimeSlotEvent.Claimed(SLOT, Given.RESOURCE, ATTEMPT, Given.at(40)),
                new PreviewEvent.Deployed(ID, Given.RESOURCE, ATTEMPT, Given.at(100), Given.at(40)),
                new DeploymentEvent.Requested(
                        ATTEMPT,
                        own.resourceId(),
                        own.projectId(),
                        own.environmentId(),
                        own.serverId(),
                        own.destinationId(),
                        SLOT,
                        own.trigger(),
                        own.intent(),
                        null,
                        own.at()),
                new DeploymentEvent.Succeeded(ATTEMPT, "http://127.0.0.1:31000", Given.at(50)),
                new RuntimeSlotEvent.Released(SLOT, Given.RESOURCE, ATTEMPT, ATTEMPT, null, Given.at(50))));
    }

    @Test
    void anActivePreviewShowsWhereItAnswersAndWhenItExpires() {
        var view = find();
        assertThat(view.state().status()).isEqualTo("active");
        assertThat(view.accessUrl()).isEqualTo("http://127.0.0.1:31000");
        assertThat(view.last()).isEqualTo(ATTEMPT);
        assertThat(view.state().life().expiresAt()).isEqualTo(Given.at(100));
        assertThat(queries().page(Given.RESOURCE, "cleaned", 10, null).items()).isEmpty();
        assertThat(queries().page(Given.RESOURCE, "active", 10, null).items()).hasSize(1);
    }

    @Test
    void whatItsCleanupDidIsShownAndARepeatedRoundForgetsOnlyTheFailure() {
        clean(1);
        history.append(List.of(
                new PreviewEvent.StageFinished(ID, Given.RESOURCE, CleanupStage.STOP_ATTEMPT, "None.", Given.at(61)),
                new PreviewEvent.StageFailed(ID, Given.RESOURCE, CleanupStage.STOP_WORKLOAD, "Away.", Given.at(62))));
        assertThat(find().stages()).extracting(PreviewView.Stage::status).containsExactly("done", "failed");
        clean(2);
        assertThat(find().stages()).extracting(PreviewView.Stage::step).containsExactly("stop-attempt");
        history.append(List.of(
                new RuntimeSlotEvent.Emptied(SLOT, Given.RESOURCE, Given.at(63)),
                new PreviewEvent.Cleaned(ID, Given.RESOURCE, Given.at(64))));
        assertThat(find().state()).isEqualTo(new Preview.Cleaned(find().state().life(), Given.at(64)));
        assertThat(find().accessUrl()).isNull();
        assertThat(find().serving()).isNull();
    }

    @Test
    void aResourcesOwnHistoryIsWithoutThatOfItsPreviews() {
        assertThat(listed(new DeploymentQueries.Filter(Given.RESOURCE, null))).containsExactly(ATTEMPT, OWN);
        assertThat(listed(new DeploymentQueries.Filter(Given.RESOURCE, null, null, true, true)))
                .containsExactly(OWN);
        assertThat(listed(new DeploymentQueries.Filter(null, null, SLOT, false, true)))
                .containsExactly(ATTEMPT);
    }

    private static List<DeploymentId> listed(DeploymentQueries.Filter filter) {
        return MODELS.get(DeploymentQueries.class).page(filter, 10, null).items().stream()
                .map(DeploymentView::id)
                .toList();
    }

    private void clean(int round) {
        history.append(List.of(new PreviewEvent.CleanupStarted(
                ID, Given.RESOURCE, CleanupCause.REQUESTED, round, Given.at(60 + round))));
    }

    private static PreviewView find() {
        return queries().find(ID).orElseThrow();
    }

    private static PreviewQueries queries() {
        return MODELS.get(PreviewQueries.class);
    }
}

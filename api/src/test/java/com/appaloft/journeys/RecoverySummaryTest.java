package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.shared.ServerId;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an attempt shows of its recovery is what its readiness says, however far back the only candidate lies. */
class RecoverySummaryTest {
    private static final String TAG = "summary/app:v1";

    @Test
    void theOnlyReadyCandidateIsFoundBehindTheNewestOnes() {
        try (var controlPlane = new InProcess()) {
            var at = new Workspace(controlPlane.api(), InProcess.KIND);
            controlPlane.host().image(TAG, FakeImage.serving());
            var resource = at.resource(
                    "summary",
                    Workspace.image(TAG),
                    Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 42_500),
                    Workspace.httpHealth());
            var images = new ArrayList<String>();
            String last = "";
            for (int i = 0; i < 7; i++) {
                controlPlane.host().image(TAG, FakeImage.serving());
                last = at.api.deploy(resource);
                images.add(
                        at.api.succeeded(last).path("artifact").path("imageId").asString());
            }
            assertThat(rollbackReady(at, last)).isTrue();
            images.subList(1, 7).forEach(controlPlane.host().images()::remove);
            controlPlane.bean(Reconciliation.class).lookAt(new ServerId(at.server));
            assertThat(rollbackReady(at, last)).isTrue();
            controlPlane.host().images().remove(images.getFirst());
            controlPlane.bean(Reconciliation.class).lookAt(new ServerId(at.server));
            assertThat(rollbackReady(at, last)).isFalse();
        }
    }

    private static boolean rollbackReady(Workspace at, String attempt) {
        boolean shown = at.api
                .deployment(attempt)
                .path("recovery")
                .path("rollbackReady")
                .asBoolean();
        assertThat(shown)
                .isEqualTo(at.api.readiness(attempt, "").path("rollbackReady").asBoolean());
        return shown;
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Logs have a retention of their own: until it is over the log alone keeps its attempt, and then goes with it. */
class LogRetentionTest {
    private static final String IMAGE = "log-retention/app:v1";

    @Test
    void anAttemptIsKeptForItsLogUntilTheRetentionOfLogsIsOver() {
        var host = new FakeBackend(InProcess.KIND);
        var settings = new ArrayList<>(List.of("APPALOFT_LOG_RETENTION=P1D"));
        try (var controlPlane = new InProcess(host, "", settings)) {
            var at = new Workspace(controlPlane.api(), InProcess.KIND);
            host.image(IMAGE, FakeImage.serving());
            var resource = at.worker("log-retention", IMAGE);
            var first = deployedAndArchived(at, resource);
            host.image(IMAGE, FakeImage.serving());
            deployedAndArchived(at, resource);

            var guarded = prune(at, resource);
            assertThat(guarded.path("prunedCount").asInt()).isZero();
            assertThat(guarded.path("guarded").toString()).contains(first, "provider-log-retained");
            assertThat(log(at, first)).isEqualTo(200);

            settings.set(0, "APPALOFT_LOG_RETENTION=PT0S");
            controlPlane.stop();
            controlPlane.start();
            var pruned = prune(at, resource);
            assertThat(pruned.path("affectedDeploymentIds").toString()).contains(first);
            assertThat(log(at, first)).isEqualTo(404);
        }
    }

    private static String deployedAndArchived(Workspace at, String resource) {
        var attempt = at.api.deploy(resource);
        at.api.succeeded(attempt);
        var archived = at.api.post("/api/deployments/" + attempt + "/archive", Map.of("confirm", attempt));
        assertThat(archived.status()).as("%s", archived.body()).isEqualTo(200);
        return attempt;
    }

    private static JsonNode prune(Workspace at, String resource) {
        var before = Instant.now().toString();
        var answer = at.api.post(
                "/api/deployments/prune", Map.of("before", before, "resourceId", resource, "dryRun", false));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static int log(Workspace at, String attempt) {
        return at.api.get("/api/deployments/" + attempt + "/logs").status();
    }
}

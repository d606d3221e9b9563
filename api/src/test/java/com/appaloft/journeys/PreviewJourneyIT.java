package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page's four checks after a preview cleanup, on the real engine. */
class PreviewJourneyIT {
    @Test
    void aPreviewComesAndGoesBesideProduction() {
        try (var controlPlane = new ControlPlaneProcess();
                var engine = new Engine()) {
            var at = new Workspace(controlPlane.api());
            int port = Site.freePort();
            var production = Apps.site("production");
            var branch = Apps.site("branch");
            var resource = at.folderSite("previewed", production, port);
            var deployed = at.api.deploy(resource);
            at.api.succeeded(deployed);
            var containers = ids(engine.containersOf(deployed));
            var history =
                    at.api.get("/api/deployments/" + deployed + "/timeline").body();
            var site = new Site(port);

            var name = Map.<String, Object>of("resourceId", resource, "type", "branch", "previewId", "feature/cart");
            var body = new HashMap<String, Object>(name);
            body.put("source", Workspace.folder(branch));
            var preview = at.api.post("/api/previews", body);
            assertThat(preview.status()).as("%s", preview.body()).isEqualTo(202);
            var attempt = at.api.succeeded(preview.text("deploymentId"));
            var url = at(attempt);
            assertThat(engine.containersOf(preview.text("deploymentId"))
                            .getFirst()
                            .getLabels())
                    .containsEntry("com.appaloft.preview", preview.text("id"));
            assertThat(url.visit()).isEqualTo("branch");
            assertThat(site.visit()).isEqualTo("production");
            var image = attempt.path("artifact").path("imageId").asString();
            assertThat(engine.hasImage(image)).isTrue();

            var cleaned = at.api.post("/api/previews/cleanup", name);
            assertThat(cleaned.text("status")).as("%s", cleaned.body()).isEqualTo("cleaned");
            assertThat(engine.containersOf(preview.text("deploymentId"))).isEmpty();
            assertThat(engine.hasImage(image)).isFalse();
            assertThat(at.api
                            .get("/api/previews/" + preview.text("id"))
                            .body()
                            .path("accessUrl")
                            .isMissingNode())
                    .isTrue();
            assertThat(url.visit()).startsWith("no answer");
            assertThat(ids(engine.containersOf(deployed))).isEqualTo(containers);
            assertThat(site.visit()).isEqualTo("production");
            assertThat(at.api.get("/api/deployments/" + deployed + "/timeline").body())
                    .isEqualTo(history);

            var again = at.api.post("/api/previews", body);
            assertThat(again.text("id")).isEqualTo(preview.text("id"));
            assertThat(at(at.api.succeeded(again.text("deploymentId"))).visit()).isEqualTo("branch");
            assertThat(at.api.post("/api/previews/cleanup", name).text("status"))
                    .isEqualTo("cleaned");
            Apps.delete(production);
            Apps.delete(branch);
        }
    }

    private static Site at(JsonNode attempt) {
        return new Site(URI.create(attempt.path("accessUrl").asString()).getPort());
    }

    private static List<String> ids(List<Container> containers) {
        return containers.stream().map(Container::getId).toList();
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackend.WorkloadSpec;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.application.workspace.ServerHandler;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Previews beside production: they come and go, and production never notices. */
class PreviewTest {
    static InProcess controlPlane;
    static Workspace at;
    static int names;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess();
        at = new Workspace(controlPlane.api(), InProcess.KIND);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void afterItsCleanupNothingOfItIsLeftAndProductionIsWhatItWas() {
        var resource = site();
        var production = at.api.deploy(resource);
        at.api.succeeded(production);
        var before = eventsOf(resource);
        var workloads = serving(production);
        var own = image("preview/own:" + names);
        var preview = deploy(resource, "42", Map.of("source", Workspace.image(own)));
        var attempt = at.api.succeeded(preview.text("deploymentId"));
        assertThat(attempt.path("trigger").asString()).isEqualTo("preview");
        assertThat(attempt.path("preview").path("previewId").asString()).isEqualTo("42");
        var url = attempt.path("accessUrl").asString();
        assertThat(url).isNotEmpty().isNotEqualTo(accessUrl(resource));
        assertThat(shown(preview).path("accessUrl").asString()).isEqualTo(url);
        assertThat(historyOf(resource, "&includePreviews=false")).containsExactly(production);
        assertThat(historyOf(resource, "")).containsExactly(preview.text("deploymentId"), production);

        var cleaned = cleanup(resource, "42");
        assertThat(cleaned.status()).as("%s", cleaned.body()).isEqualTo(200);
        assertThat(cleaned.text("status")).isEqualTo("cleaned");
        assertThat(steps(cleaned.body().path("steps")))
                .containsExactly("stop-attempt", "stop-workload", "remove-route", "release-artifacts");
        assertThat(serving(preview.text("deploymentId"))).isEmpty();
        assertThat(shown(preview).path("status").asString()).isEqualTo("cleaned");
        assertThat(shown(preview).path("accessUrl").isMissingNode()).isTrue();
        assertThat(at.api
                        .deployment(preview.text("deploymentId"))
                        .path("accessUrl")
                        .isMissingNode())
                .isTrue();
        assertThat(eventsOf(resource)).isEqualTo(before);
        assertThat(serving(production)).isEqualTo(workloads);
        assertThat(at.api.deployment(production).path("accessUrl").asString()).isEqualTo(accessUrl(resource));
        assertThat(cleanup(resource, "42").text("status")).isEqualTo("already-clean");
        assertThat(pruned(resource, preview.text("deploymentId"))).isEqualTo(1);

        var again = deploy(resource, "42", Map.of());
        assertThat(again.text("id")).isEqualTo(preview.text("id"));
        at.api.succeeded(again.text("deploymentId"));
        assertThat(shown(again).path("status").asString()).isEqualTo("active");
        assertThat(shown(again).path("source").isMissingNode()).isTrue();
        assertThat(cleanup(resource, "42").text("status")).isEqualTo("cleaned");
    }

    @Test
    void whatNeverWasIsNotFoundAndWhatIsNoNameIsRefused() {
        var resource = site();
        assertThat(cleanup(resource, "7").text("code")).isEqualTo("preview_not_found");
        var bad = deploy(resource, "no such name", Map.of());
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text("pointer")).isEqualTo("/previewId");
        assertThat(deploy(resource, "7", Map.of("ttlSeconds", 0)).text("pointer"))
                .isEqualTo("/ttlSeconds");
        assertThat(at.api.get("/api/previews?resourceId=" + resource).body().path("items"))
                .isEmpty();
    }

    @Test
    void aFailedStageStopsTheLaterOnesAndRunningItAgainFinishes() {
        var resource = site();
        var preview = deploy(resource, "fail", Map.of());
        var attempt = at.api.succeeded(preview.text("deploymentId"));
        controlPlane.host().script().failNext(Step.REMOVE, FailureCode.ENGINE_UNAVAILABLE);
        var failed = cleanup(resource, "fail");
        assertThat(failed.status()).as("%s", failed.body()).isEqualTo(503);
        assertThat(failed.text("code")).isEqualTo("preview_cleanup_failed");
        assertThat(failed.text("detail")).contains("stop-workload");
        assertThat(shown(preview).path("cleanup").path("failedStep").asString()).isEqualTo("stop-workload");
        assertThat(steps(shown(preview).path("cleanup").path("steps")))
                .containsExactly("stop-attempt", "stop-workload");
        assertThat(deploy(resource, "fail", Map.of()).reasons()).contains("preview-cleaned-up");
        var id = attempt.path("id").asString();
        assertThat(at.api.readiness(id, "").path("redeployable").asBoolean()).isFalse();
        var finished = cleanup(resource, "fail");
        assertThat(finished.text("status")).as("%s", finished.body()).isEqualTo("cleaned");
        assertThat(serving(id)).isEmpty();
        assertThat(at.rollback(id, id).reasons()).contains("preview-cleaned-up");
    }

    @Test
    void anAttemptUnderWayIsProvenStoppedFirst() {
        var resource = site();
        var gate = controlPlane.host().script().blockNext(Step.RESOLVE);
        var preview = deploy(resource, "busy", Map.of());
        gate.awaitReached();
        assertThat(deploy(resource, "busy", Map.of()).reasons()).contains("resource-runtime-busy");
        assertThat(cleanup(resource, "busy").text("status")).isEqualTo("cleaned");
        assertThat(at.api
                        .deployment(preview.text("deploymentId"))
                        .path("status")
                        .asString())
                .isEqualTo("canceled");
        assertThat(at.api
                        .get("/api/resources/" + resource)
                        .body()
                        .path("activeDeploymentId")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void whatTheHostShowsInItsSlotAndIsNotItsOwnIsLeftAlone() {
        var resource = site();
        var preview = deploy(resource, "foreign", Map.of());
        at.api.succeeded(preview.text("deploymentId"));
        var foreign = controlPlane
                .host()
                .start(null, foreign(resource, SlotId.of(new PreviewId(preview.text("id")))), Operation.quiet());
        var refused = cleanup(resource, "foreign");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("detail")).contains(foreign.name(), "nothing was removed");
        assertThat(serving(preview.text("deploymentId"))).hasSize(1);
        controlPlane.host().remove(null, foreign.name());
        assertThat(cleanup(resource, "foreign").text("status")).isEqualTo("cleaned");
    }

    @Test
    void recoveryStaysInThePreviewsOwnSlot() {
        var resource = site();
        var production = at.api.deploy(resource);
        at.api.succeeded(production);
        var first = deploy(resource, "own", Map.of()).text("deploymentId");
        at.api.succeeded(first);
        var readiness = at.api.readiness(first, "?verify=live");
        assertThat(readiness.path("rollbackCandidateCount").asInt()).isEqualTo(1);
        assertThat(Api.candidate(readiness, first).path("serving").asBoolean()).isTrue();
        assertThat(at.api
                        .readiness(production, "")
                        .path("rollbackCandidateCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(at.rollback(production, first).reasons()).contains("rollback-candidate-target-mismatch");
        assertThat(at.rollback(first, production).reasons()).contains("rollback-candidate-target-mismatch");
        var rollback = at.rollback(first, first);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        assertThat(at.api
                        .succeeded(rollback.text("id"))
                        .path("preview")
                        .path("previewId")
                        .asString())
                .isEqualTo("own");
        var redeployed = at.api.accepted(
                "/api/resources/" + resource + "/redeploy", Map.of("deploymentId", rollback.text("id")));
        assertThat(at.api
                        .succeeded(redeployed)
                        .path("preview")
                        .path("previewId")
                        .asString())
                .isEqualTo("own");
        assertThat(serving(production)).hasSize(1);
        assertThat(at.api.get("/api/resources/" + resource).text("servingDeploymentId"))
                .isEqualTo(production);
    }

    @Test
    void aPinnedImageOutlivesThePreviewThatMadeIt() {
        var resource = site();
        var own = image("preview/pinned:" + names);
        var preview = deploy(resource, "pinned", Map.of("source", Workspace.image(own)));
        var artifact = at.api.succeeded(preview.text("deploymentId")).path("artifact");
        var pin = "/api/artifacts/" + artifact.path("id").asString() + "/pin";
        assertThat(at.api.post(pin, Map.of()).status()).isEqualTo(200);
        controlPlane.host().image(own, FakeImage.serving());
        var imageId = artifact.path("imageId").asString();

        var cleaned = cleanup(resource, "pinned");

        assertThat(cleaned.text("status")).as("%s", cleaned.body()).isEqualTo("cleaned");
        assertThat(cleaned.body().path("steps").toString()).contains("Pinned, and therefore kept");
        assertThat(controlPlane.host().images().ids()).contains(imageId);
        assertThat(controlPlane.host().kept(null, "appaloft/" + resource + ":" + preview.text("deploymentId")))
                .contains(imageId);
    }

    @Test
    void aPreviewOnAServerThatIsNoLongerRegisteredIsCleanedUpAllTheSame() {
        var server = at.api.created("/api/servers", Map.of("name", "leaving", "kind", InProcess.KIND));
        var there = new Workspace(at.api, InProcess.KIND, server);
        var resource = there.worker("leaving", image("preview/leaving:v1"));
        var preview = deploy(resource, "leaving", Map.of());
        at.api.succeeded(preview.text("deploymentId"));
        controlPlane.bean(ServerHandler.class).deregister(new ServerId(server), false);

        var cleaned = cleanup(resource, "leaving");

        assertThat(cleaned.text("status")).as("%s", cleaned.body()).isEqualTo("cleaned");
        assertThat(cleaned.body().path("steps").toString()).contains("no longer registered");
    }

    @Test
    void aTimeToLiveAndAnAcceptedCleanupOutliveTheProcess() {
        var resource = site();
        var expiring = deploy(resource, "expiring", Map.of("ttlSeconds", 4));
        at.api.succeeded(expiring.text("deploymentId"));
        var asked = deploy(resource, "asked", Map.of());
        at.api.succeeded(asked.text("deploymentId"));
        var gate = controlPlane.host().script().blockNext(Step.REMOVE);
        var answer = CompletableFuture.runAsync(() -> cleanup(resource, "asked"));
        gate.awaitReached();
        controlPlane.stop();
        gate.release();
        controlPlane.start();
        answer.exceptionally(connectionLost -> null).join();
        awaitCleaned(expiring);
        awaitCleaned(asked);
        assertThat(serving(expiring.text("deploymentId"))).isEmpty();
        assertThat(serving(asked.text("deploymentId"))).isEmpty();
        assertThat(shown(expiring).path("cleanup").path("steps")).hasSize(4);
    }

    @Test
    void aLaterDeploymentExtendsTheTimeToLive() {
        var resource = site();
        var first = deploy(resource, "longer", Map.of("ttlSeconds", 1));
        at.api.succeeded(first.text("deploymentId"));
        awaitCleaned(first);
        var again = deploy(resource, "longer", Map.of("ttlSeconds", 600));
        at.api.succeeded(again.text("deploymentId"));
        var expires = shown(again).path("expiresAt").asString();
        assertThat(Instant.parse(expires)).isAfter(Instant.now().plusSeconds(500));
        assertThat(shown(again).path("status").asString()).isEqualTo("active");
    }

    private static int pruned(String resource, String attempt) {
        at.api.post("/api/deployments/" + attempt + "/archive", Map.of("confirm", attempt));
        var before = Instant.now().toString();
        return at.api
                .post("/api/deployments/prune", Map.of("before", before, "resourceId", resource, "dryRun", false))
                .body()
                .path("prunedCount")
                .asInt();
    }

    private static WorkloadSpec foreign(String resource, SlotId slot) {
        var image = controlPlane.host().image("foreign:v1", FakeImage.serving());
        return new WorkloadSpec(
                new ResourceId(resource),
                new DeploymentId("dep_foreign"),
                slot,
                new DestinationId("dst_foreign"),
                Role.SERVING,
                image,
                RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
                new HealthSpec.None(),
                Map.of(),
                null);
    }

    private static Api.Answer deploy(String resource, String id, Map<String, ?> more) {
        var body = new HashMap<String, Object>(name(resource, id));
        body.putAll(more);
        return at.api.post("/api/previews", body);
    }

    private static Api.Answer cleanup(String resource, String id) {
        return at.api.post("/api/previews/cleanup", name(resource, id));
    }

    private static Map<String, Object> name(String resource, String id) {
        return Map.of("resourceId", resource, "type", "pull-request", "previewId", id);
    }

    private static JsonNode shown(Api.Answer preview) {
        return at.api.get("/api/previews/" + preview.text("id")).body();
    }

    private static void awaitCleaned(Api.Answer preview) {
        Awaitility.await("preview " + preview.text("id"))
                .atMost(Duration.ofSeconds(60))
                .until(() -> shown(preview).path("status").asString().equals("cleaned"));
    }

    private static List<String> steps(JsonNode steps) {
        return StreamSupport.stream(steps.spliterator(), false)
                .map(s -> s.path("step").asString())
                .toList();
    }

    private static List<String> historyOf(String resource, String more) {
        var items = at.api
                .get("/api/deployments?resourceId=" + resource + more)
                .body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(d -> d.path("id").asString())
                .toList();
    }

    private static String accessUrl(String resource) {
        return at.api
                .get("/api/resources/" + resource)
                .body()
                .path("accessUrls")
                .path(0)
                .asString();
    }

    private static List<Workload> serving(String attempt) {
        return controlPlane.host().workloads(null, null).stream()
                .filter(w -> w.deployment().value().equals(attempt))
                .toList();
    }

    /** Every stored byte of what happened to the resource, its own slot and its own attempts. */
    private static List<String> eventsOf(String resource) {
        return controlPlane
                .bean(JdbcClient.class)
                .sql("""
                        select event_identifier || payload_type || payload from domain_event
                        where aggregate_identifier in (
                            select resource_id from resource_view where resource_id = :resource
                            union select slot_id from resource_view where resource_id = :resource
                            union select deployment_id from attempt_ledger
                                where slot_id = (select slot_id from resource_view where resource_id = :resource))
                        order by global_index
                        """)
                .param("resource", resource)
                .query(String.class)
                .list();
    }

    private static String site() {
        var name = "preview-" + names++;
        return at.resource(
                name,
                Workspace.image(image("preview/" + name + ":v1")),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 43_000 + names),
                Workspace.httpHealth());
    }

    private static String image(String tag) {
        controlPlane.host().image(tag, FakeImage.serving());
        return tag;
    }
}

package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.ServerId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a host can do at the worst moment, which no real one does on demand. */
class ScriptedHostTest {
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
    void canceledIsNotSaidWhileTheHostCannotBeAsked() {
        var resource = site();
        var build = script().blockNext(Step.RESOLVE);
        var attempt = at.api.deploy(resource);
        build.awaitReached();
        script().engineIsAway(true);
        try {
            assertThat(at.cancel(attempt).status()).isEqualTo(202);
            pauseForAnotherTry();
            assertThat(status(attempt)).isEqualTo("cancel-requested");
        } finally {
            script().engineIsAway(false);
        }
        assertThat(at.api.ended(attempt).path("status").asString()).isEqualTo("canceled");
    }

    @Test
    void anEngineThatIsAwayIsATemporaryFailure() {
        var resource = site();
        script().engineIsAway(true);
        String attempt;
        try {
            attempt = at.api.deploy(resource);
            assertThat(at.api.ended(attempt).path("failure").path("code").asString())
                    .isEqualTo("engine-unavailable");
        } finally {
            script().engineIsAway(false);
        }
        var readiness = at.api.readiness(attempt, "");
        assertThat(Api.codes(readiness.path("retry").path("reasons"))).contains("snapshot-missing");
        assertThat(readiness.path("redeployable").asBoolean()).isTrue();
    }

    @Test
    void aFailedProofAfterTheSwitchPutsTheOldOneBack() {
        var resource = site();
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        var attempt = deployUntilServingStarts(resource);
        script().failNext(Step.ASK, FailureCode.HEALTH_STATUS_UNEXPECTED);
        gate.release();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("rolled-back");
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(good));
        assertThat(Api.codes(at.api.readiness(attempt, "").path("retry").path("reasons")))
                .contains("attempt-status-not-recoverable");
    }

    @Test
    void aCutOverThatCouldNotBeUndoneIsUndoneWhenTheHostIsBack() {
        var resource = site();
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        var attempt = deployUntilServingStarts(resource);
        script().engineIsAway(true);
        try {
            gate.release();
            var ended = at.api.ended(attempt);
            assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("interrupted");
            assertThat(ended.path("failure").isMissingNode()).isTrue();
        } finally {
            script().engineIsAway(false);
        }
        controlPlane.bean(Reconciliation.class).lookAt(new ServerId(at.server));
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(good));
    }

    @Test
    void aServingWorkloadThatCannotStartLeavesTheOldOneServing() {
        var resource = site();
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        var trial = script().blockNext(Step.START);
        var attempt = at.api.deploy(resource);
        trial.awaitReached();
        script().failNext(Step.START, FailureCode.PORT_IN_USE);
        trial.release();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("failed");
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("port-in-use");
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(good));
    }

    @Test
    void anImageThatVanishesAfterAdmissionFailsTheRollbackAndChangesNothing() {
        var resource = site();
        var first = at.api.deploy(resource);
        var image = at.api.succeeded(first).path("artifact").path("imageId").asString();
        controlPlane.host().image(tag(resource), FakeImage.serving());
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        var gone = script().blockNext(Step.KEEP);
        var rollback = at.rollback(second, first);
        assertThat(rollback.status()).as("%s", rollback.body()).isEqualTo(202);
        gone.awaitReached();
        controlPlane.host().images().remove(image);
        gone.release();
        var ended = at.api.ended(rollback.text("id"));
        assertThat(ended.path("status").asString()).isEqualTo("failed");
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("artifact-lost");
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(second));

        var live = at.api.readiness(rollback.text("id"), "?verify=live").path("retry");
        assertThat(live.path("allowed").asBoolean()).isFalse();
        assertThat(Api.codes(live.path("reasons"))).containsExactly("runtime-artifact-missing");
        var refused = at.api.post("/api/deployments/" + rollback.text("id") + "/retry", null);
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(409);
        assertThat(refused.reasons()).containsExactly("runtime-artifact-missing");
        controlPlane.bean(Reconciliation.class).lookAt(new ServerId(at.server));
        var recorded = at.api.readiness(rollback.text("id"), "").path("retry");
        assertThat(Api.codes(recorded.path("reasons"))).containsExactly("runtime-artifact-missing");
    }

    @Test
    void aRetryOfARollbackBuildsNothingEvenWhereItCould() throws IOException {
        var resource = at.resource(
                "scripted-folder",
                Workspace.folder(Apps.site("built")),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 40_999),
                Workspace.httpHealth());
        var first = at.api.deploy(resource);
        var image = at.api.succeeded(first).path("artifact").path("imageId").asString();
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        script().failNext(Step.KEEP, FailureCode.ENGINE_UNAVAILABLE);
        var rollback = at.rollback(second, first).text("id");
        assertThat(at.api.ended(rollback).path("status").asString()).isEqualTo("failed");
        controlPlane.host().images().remove(image);
        script().failNext(Step.OBSERVE, FailureCode.ENGINE_UNAVAILABLE);
        var retry = at.api.accepted("/api/deployments/" + rollback + "/retry", null);
        var ended = at.api.ended(retry);
        assertThat(ended.path("failure").path("code").asString())
                .as("%s", ended)
                .isEqualTo("artifact-lost");
        assertThat(ended.path("rollbackCandidateDeploymentId").asString()).isEqualTo(first);
    }

    @Test
    void aHostThatCannotBeAskedMakesNoCandidateReadyAndRefusesTheRollback() {
        var resource = site();
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        script().engineIsAway(true);
        try {
            var candidate = Api.candidate(at.api.readiness(first, "?verify=live"), first);
            assertThat(candidate.path("rollbackReady").asBoolean()).isFalse();
            assertThat(Api.codes(candidate.path("reasons"))).contains("artifact-unverified");
            var refused = at.rollback(first, first);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.reasons()).contains("artifact-unverified");
        } finally {
            script().engineIsAway(false);
        }
    }

    @Test
    void aSuccessStaysASuccessWhenTidyingUpFails() {
        var resource = site();
        at.api.succeeded(at.api.deploy(resource));
        var second = deployUntilServingStarts(resource);
        script().failNext(Step.REMOVE, FailureCode.ENGINE_UNAVAILABLE);
        gate.release();
        at.api.succeeded(second);
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(second));
    }

    @Test
    void stoppingTheControlPlaneSaysNothingUntrueOfWhatItCarried() {
        var resource = site();
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        gate = script().blockNext(Step.ASK);
        var attempt = at.api.deploy(resource);
        gate.awaitReached();
        controlPlane.stop();
        gate.release();
        controlPlane.start();
        var ended = at.api.ended(attempt);
        assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("interrupted");
        assertThat(running(resource))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment().value()).isEqualTo(good));
        at.api.succeeded(at.api.accepted("/api/deployments/" + attempt + "/retry", null));
    }

    private Script.Gate gate;

    /** Deploys and stops right before the workload starts that will take the traffic; {@link #gate} lets it go on. */
    private String deployUntilServingStarts(String resource) {
        var trial = script().blockNext(Step.START);
        var attempt = at.api.deploy(resource);
        trial.awaitReached();
        gate = script().blockNext(Step.START);
        trial.release();
        gate.awaitReached();
        return attempt;
    }

    private static String site() {
        var name = "scripted-" + names++;
        var tag = "scripted/" + name + ":v1";
        controlPlane.host().image(tag, FakeImage.serving());
        return at.resource(
                name,
                Workspace.image(tag),
                Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 41_000 + names),
                Workspace.httpHealth());
    }

    private static String tag(String resource) {
        return at.api
                .get("/api/resources/" + resource)
                .body()
                .path("profile")
                .path("source")
                .path("locator")
                .asString();
    }

    private static List<Workload> running(String resource) {
        var anywhere = controlPlane.host().workloads(null, null);
        return anywhere.stream()
                .filter(w -> w.resource().value().equals(resource) && w.running() && w.role() == Role.SERVING)
                .toList();
    }

    private static String status(String attempt) {
        return at.api.deployment(attempt).path("status").asString();
    }

    private static Script script() {
        return controlPlane.host().script();
    }

    /** Long enough for the queue to have tried once more; the state must not have moved. */
    private static void pauseForAnotherTry() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

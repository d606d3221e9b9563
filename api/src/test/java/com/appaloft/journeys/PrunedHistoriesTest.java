package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.appaloft.application.retention.Releasing;
import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.domain.deployment.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Random histories over HTTP: whatever was archived, pruned and let go of, what could recover still can, and really does. */
class PrunedHistoriesTest {
    private static final int ACTIONS = 16;
    private static final int ROUNDS = Integer.getInteger("appaloft.prune.rounds", 8);
    private static InProcess controlPlane;
    private static Workspace at;

    private final List<String> attempts = new ArrayList<>();
    private Random random = new Random(0);
    private String image = "";
    private String resource = "";

    @BeforeAll
    static void start() {
        controlPlane = new InProcess(new FakeBackend(InProcess.KIND), "", List.of("APPALOFT_KEEP_SUCCESSFUL=2"));
        at = new Workspace(controlPlane.api(), InProcess.KIND);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatCouldRecoverStillCan(long seed) {
        random = new Random(seed);
        image = "pruned-histories/app-" + seed + ":v1";
        controlPlane.host().image(image, FakeImage.serving());
        resource = at.worker("pruned-histories-" + seed, image);
        attempts.add(ended(at.api.deploy(resource)));
        for (int i = 0; i < ACTIONS; i++) {
            act();
        }
        attempts.stream().filter(a -> random.nextInt(4) > 0).forEach(this::archive);
        var serving = serving();
        var ready = ready();

        var gone = pruned();

        attempts.removeAll(gone);
        assertThat(gone).doesNotContainAnyElementsOf(serving);
        assertThat(serving()).isEqualTo(serving);
        var left = new HashSet<>(ready);
        left.removeAll(gone);
        assertThat(left.isEmpty()).as("ready %s, gone %s", ready, gone).isEqualTo(ready.isEmpty());
        controlPlane.bean(Releasing.class).releaseWhatWaits();
        assertThat(ready()).isEqualTo(left);
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(attempts);
        attempts.forEach(this::refersToNothingThatIsGone);

        var released = lettingGo();
        controlPlane.bean(Releasing.class).releaseWhatWaits();
        assertThat(ready().isEmpty()).as("released %s", released).isEqualTo(left.isEmpty());
        ready().forEach(this::reallyRunsAgain);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, ROUNDS);
    }

    private void act() {
        var last = attempts.getLast();
        var any = attempts.get(random.nextInt(attempts.size()));
        switch (random.nextInt(10)) {
            case 0 -> controlPlane.host().image(image, FakeImage.serving());
            case 1, 2 -> {
                controlPlane.host().image(image, FakeImage.serving());
                perhaps(at.api.post("/api/deployments", Map.of("resourceId", resource)));
            }
            case 3 -> {
                controlPlane.host().script().failNext(Script.Step.START, FailureCode.START_FAILED);
                perhaps(at.api.post("/api/deployments", Map.of("resourceId", resource)));
            }
            case 4 -> perhaps(at.api.post("/api/deployments/" + last + "/retry", Map.of()));
            case 5 -> perhaps(at.rollback(last, any));
            case 6 -> perhaps(at.api.post("/api/resources/" + resource + "/redeploy", Map.of()));
            case 7 -> archive(any);
            case 8 -> bringBack(any);
            case 9 -> {
                lettingGo();
                controlPlane.bean(Releasing.class).releaseWhatWaits();
            }
            default -> fail("no such action");
        }
    }

    /** As a build of the same input does: what that attempt ran is there again, though it may have been let go of. */
    private void bringBack(String attempt) {
        var id = at.api.deployment(attempt).path("artifact").path("imageId").asString();
        controlPlane.host().images().bring(id, FakeImage.serving());
        controlPlane.host().images().tag(id, image);
    }

    /** A refused command is part of a history as well: it changes nothing. */
    private void perhaps(Api.Answer answer) {
        if (answer.status() == 202) {
            attempts.add(ended(answer.text("id")));
        } else {
            assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 422);
        }
    }

    private static String ended(String attempt) {
        at.api.ended(attempt);
        return attempt;
    }

    private void archive(String attempt) {
        assertThat(at.api
                        .post("/api/deployments/" + attempt + "/archive", Map.of("confirm", attempt))
                        .status())
                .isEqualTo(200);
    }

    /** The dry run says to the letter what the real run then does. */
    private Set<String> pruned() {
        var before = Instant.now().toString();
        var dry = at.api.post("/api/deployments/prune", Map.of("before", before, "resourceId", resource));
        assertThat(dry.status()).as("%s", dry.body()).isEqualTo(200);
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(attempts);
        var real = at.api.post(
                "/api/deployments/prune", Map.of("before", before, "resourceId", resource, "dryRun", false));
        for (var said : List.of("matchedCount", "affectedDeploymentIds", "guarded", "recoverability")) {
            assertThat(real.body().path(said)).as(said).isEqualTo(dry.body().path(said));
        }
        var gone = texts(real.body().path("affectedDeploymentIds"));
        gone.forEach(
                id -> assertThat(at.api.get("/api/deployments/" + id).status()).isEqualTo(404));
        return gone;
    }

    private JsonNode lettingGo() {
        var dry = at.api.post("/api/artifacts/prune", Map.of("resourceId", resource));
        var real = at.api.post("/api/artifacts/prune", Map.of("resourceId", resource, "dryRun", false));
        for (var said : List.of("released", "kept", "recoverability")) {
            assertThat(real.body().path(said)).as(said).isEqualTo(dry.body().path(said));
        }
        return real.body().path("released");
    }

    private void refersToNothingThatIsGone(String attempt) {
        var shown = at.api.deployment(attempt);
        for (var field : List.of("sourceDeploymentId", "rollbackCandidateDeploymentId")) {
            if (shown.has(field)) {
                assertThat(attempts).as(field).contains(shown.path(field).asString());
            }
        }
    }

    private void reallyRunsAgain(String candidate) {
        var back = at.rollback(attempts.getLast(), candidate);
        assertThat(back.status()).as("%s", back.body()).isEqualTo(202);
        at.api.succeeded(back.text("id"));
    }

    /** What can be rolled back to now, as the host says. */
    private Set<String> ready() {
        return candidates("rollbackReady");
    }

    private Set<String> serving() {
        return candidates("serving");
    }

    private Set<String> candidates(String flag) {
        return at.api
                .readiness(attempts.getLast(), "?verify=live&maxCandidates=50")
                .path("rollback")
                .path("candidates")
                .valueStream()
                .filter(candidate -> candidate.path(flag).asBoolean())
                .map(candidate -> candidate.path("deploymentId").asString())
                .collect(Collectors.toSet());
    }

    private List<String> shown() {
        return at.api
                .get("/api/deployments?includeArchived=true&limit=100&resourceId=" + resource)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static Set<String> texts(JsonNode ids) {
        return ids.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }
}

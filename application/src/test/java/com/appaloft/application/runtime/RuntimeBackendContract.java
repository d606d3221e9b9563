package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every runtime backend promises about images and workloads; subclass it for each backend, the fake included. */
public abstract class RuntimeBackendContract {
    private static final HealthSpec.Http AT_ROOT = new HealthSpec.Http("/", 200, 1, 2, 3, 0);

    /** The host under test and what a test can make happen on it. */
    protected abstract HostUnderTest host();

    private RuntimeBackend backend() {
        return host().backend();
    }

    private Server server() {
        return host().server();
    }

    // ---- which image

    @Test
    void aTagNamesWhatItNamesNow() {
        String tag = host().newTag();
        String first = host().image(Behaviour.SERVING);
        String second = host().image(Behaviour.TALKING);
        host().tag(first, tag);
        assertThat(resolve(tag)).isEqualTo(first);
        host().tag(second, tag);
        assertThat(resolve(tag)).isEqualTo(second);
    }

    @Test
    void anImageIdIsObeyedToTheLetter() {
        String id = host().image(Behaviour.SERVING);
        assertThat(resolve(id)).isEqualTo(id);
        assertFails(() -> resolve("sha256:" + "0123456789abcdef".repeat(4)), FailureCode.IMAGE_NOT_FOUND);
    }

    @Test
    void anUnknownImageIsRefusedWithASentence() {
        assertThatThrownBy(() -> resolve("127.0.0.1:1/none:1"))
                .isInstanceOfSatisfying(BackendFailure.class, failure -> {
                    assertThat(failure.code())
                            .isIn(FailureCode.IMAGE_NOT_FOUND, FailureCode.SOURCE_AUTH_FAILED, FailureCode.UNEXPECTED);
                    assertThat(failure.sentence()).contains("127.0.0.1:1/none:1");
                });
    }

    @Test
    void pullingAgainUsesTheLocalBuildWhereNoRegistryHasIt() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        host().tag(id, tag);
        assertThat(backend().resolve(server(), tag, true, Operation.quiet()).imageId())
                .isEqualTo(id);
    }

    @Test
    void cancelStopsAPullThatTheRegistryNeverAnswers() {
        var operation = new Operation((stream, line) -> {});
        String reference = host().referenceNobodyAnswersFor();
        var pull = inBackground(() -> backend().resolve(server(), reference, false, operation));
        host().awaitPullUnderWay();
        operation.cancel();
        assertCanceledSoon(pull);
    }

    // ---- building

    @Test
    void aBuildMakesALabelledImageAndTellsItsLines() {
        var lines = new CopyOnWriteArrayList<String>();
        var labels = Map.of("com.appaloft.deployment", host().newDeployment().value());
        String id = build(Archive.GOOD, labels, new Operation((stream, line) -> lines.add(line)));
        assertThat(host().imageLabels(id)).containsAllEntriesOf(labels);
        assertThat(lines).anyMatch(line -> line.contains("begun"));
        assertThat(resolve(id)).isEqualTo(id);
    }

    @Test
    void aBuildThatFailsCarriesItsLastLines() {
        assertThatThrownBy(() -> build(Archive.FAILING, Map.of(), Operation.quiet()))
                .isInstanceOfSatisfying(BackendFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.BUILD_FAILED);
                    assertThat(failure.evidence()).isNotBlank();
                });
    }

    @Test
    void cancelStopsARunningBuildAndLeavesNothing() {
        var lines = new CopyOnWriteArrayList<String>();
        var labels = Map.of("com.appaloft.deployment", host().newDeployment().value());
        var operation = new Operation((stream, line) -> lines.add(line));
        var build = inBackground(() -> build(Archive.ENDLESS, labels, operation));
        await().atMost(Duration.ofSeconds(20)).until(() -> lines.stream().anyMatch(line -> line.contains("begun")));
        operation.cancel();
        assertCanceledSoon(build);
        await().atMost(Duration.ofSeconds(5)).until(() -> !host().anythingBuilds());
        assertThat(host().imagesLabelled(labels)).isEmpty();
    }

    @Test
    void whatIsCanceledBeforeItBeginsNeverBegins() {
        var canceled = Operation.quiet();
        canceled.cancel();
        var labels = Map.of("com.appaloft.deployment", host().newDeployment().value());
        String image = host().image(Behaviour.SERVING);
        var spec = host().workload(image).spec();
        assertThatThrownBy(() -> build(Archive.GOOD, labels, canceled)).isInstanceOf(Operation.Canceled.class);
        assertThatThrownBy(() -> backend().resolve(server(), image, false, canceled))
                .isInstanceOf(Operation.Canceled.class);
        assertThatThrownBy(() -> backend().start(server(), spec, canceled)).isInstanceOf(Operation.Canceled.class);
        assertThat(host().imagesLabelled(labels)).isEmpty();
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    // ---- keeping images

    @Test
    void ourTagKeepsAnImageAndLettingGoTakesItAway() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        backend().keep(server(), id, tag);
        assertThat(resolve(tag)).isEqualTo(id);
        backend().letGo(server(), tag);
        backend().letGo(server(), tag);
        assertThat(observe(id, tag)).isEqualTo(Observation.MISSING);
    }

    @Test
    void lettingGoLeavesWhatAnotherTagNeeds() {
        String ours = host().newTag();
        String theirs = host().newTag();
        String id = host().image(Behaviour.SERVING);
        host().tag(id, theirs);
        backend().keep(server(), id, ours);
        backend().letGo(server(), ours);
        assertThat(resolve(theirs)).isEqualTo(id);
    }

    @Test
    void keepingWhatIsGoneIsArtifactLost() {
        String id = host().image(Behaviour.SERVING);
        host().removeImage(id);
        assertFails(() -> backend().keep(server(), id, host().newTag()), FailureCode.ARTIFACT_LOST);
    }

    @Test
    void imagesAreObservedByIdentityAndInOrder() {
        String movedTag = host().newTag();
        String goneTag = host().newTag();
        String kept = host().image(Behaviour.SERVING);
        String gone = host().image(Behaviour.SERVING);
        String moved = host().image(Behaviour.SERVING);
        backend().keep(server(), gone, goneTag);
        backend().keep(server(), moved, movedTag);
        host().removeImage(gone);
        host().removeImage(moved);
        host().tag(kept, movedTag);

        assertThat(backend().observeAll(
                        server(), List.of(artifact(gone, goneTag), artifact(kept, movedTag), artifact(moved, movedTag))))
                .containsExactly(Observation.MISSING, Observation.PRESENT, Observation.OTHER_CONTENT);
        assertThat(observe(moved, movedTag)).isEqualTo(Observation.OTHER_CONTENT);
        assertThat(backend().observeAll(server(), List.of())).isEmpty();
    }

    // ---- workloads

    @Test
    void aStartedWorkloadIsFoundByItsNameAndSaysWhatItIs() {
        String image = host().image(Behaviour.SERVING);
        var spec = host().workload(image).publishing(0).spec();
        Workload started = start(spec);
        assertThat(started.running()).isTrue();
        assertThat(started.imageId()).isEqualTo(image);
        assertThat(started.hostPort()).isPositive();
        assertThat(started.name()).isEqualTo("appaloft-" + spec.deployment() + "-trial");
        assertThat(started.resource()).isEqualTo(spec.resource());
        assertThat(started.deployment()).isEqualTo(spec.deployment());
        assertThat(started.role()).isEqualTo(Role.TRIAL);
        assertThat(backend().find(server(), started.name())).contains(started);
        assertThat(backend().url(server(), started.hostPort())).endsWith(":" + started.hostPort());
    }

    @Test
    void workloadsAreListedByTheirSlotWhateverTheirState() {
        String image = host().image(Behaviour.SERVING);
        var first = host().workload(image);
        var second = host().workload(host().image(Behaviour.FAILING));
        Workload running = start(first.spec());
        Workload ended = start(second.spec());
        Workload serving = start(first.as(Role.SERVING).spec());
        assertThat(names(first.spec().slot())).containsExactlyInAnyOrder(running.name(), serving.name());
        assertThat(names(second.spec().slot())).containsExactly(ended.name());
        assertThat(backend().workloads(server(), null).stream().map(Workload::name))
                .contains(running.name(), serving.name(), ended.name());
    }

    @Test
    void aLeftoverOfTheSameNameGivesWay() {
        var spec = host().workload(host().image(Behaviour.SERVING)).publishing(backend().freePort(server())).spec();
        start(spec);
        assertThat(start(spec).running()).isTrue();
        assertThat(backend().workloads(server(), spec.slot())).hasSize(1);
    }

    @Test
    void startingAnImageThatIsGoneIsArtifactLostAndLeavesNothing() {
        String image = host().image(Behaviour.SERVING);
        var spec = host().workload(image).spec();
        host().removeImage(image);
        assertFails(() -> start(spec), FailureCode.ARTIFACT_LOST);
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void aTakenPortIsPortInUseAndLeavesNothing() {
        int port = host().occupiedPort();
        var spec = host().workload(host().image(Behaviour.SERVING)).as(Role.SERVING).publishing(port).spec();
        assertFails(() -> start(spec), FailureCode.PORT_IN_USE);
        assertThat(backend().workloads(server(), spec.slot())).isEmpty();
    }

    @Test
    void startingAgainOnATakenPortIsPortInUse() {
        int port = backend().freePort(server());
        String image = host().image(Behaviour.SERVING);
        Workload old = start(host().workload(image).as(Role.SERVING).publishing(port).spec());
        backend().stop(server(), old.name());
        start(host().workload(image).as(Role.SERVING).publishing(port).spec());
        assertFails(() -> backend().startAgain(server(), old.name()), FailureCode.PORT_IN_USE);
    }

    @Test
    void aStoppedWorkloadIsKeptAndStartsAgainAsItWas() {
        int port = backend().freePort(server());
        var spec = host().workload(host().image(Behaviour.SERVING)).as(Role.SERVING).publishing(port).spec();
        Workload started = start(spec);
        backend().stop(server(), started.name());
        backend().stop(server(), started.name());
        assertThat(find(started.name()).running()).isFalse();
        assertThat(find(started.name()).hostPort()).isEqualTo(port);
        Workload again = backend().startAgain(server(), started.name());
        assertThat(again.running()).isTrue();
        assertThat(again.imageId()).isEqualTo(started.imageId());
        assertThat(again.hostPort()).isEqualTo(port);
    }

    @Test
    void whatIsNotThereIsStoppedAndRemovedWithoutComplaint() {
        Workload started = start(host().workload(host().image(Behaviour.SERVING)).spec());
        backend().remove(server(), started.name());
        backend().remove(server(), started.name());
        backend().stop(server(), started.name());
        assertThat(backend().find(server(), started.name())).isEmpty();
        assertThat(backend().lastLines(server(), started.name(), 10)).isEmpty();
        assertFails(() -> backend().startAgain(server(), started.name()), FailureCode.START_FAILED);
    }

    @Test
    void theDeadTellTheirExitCodeAndTheirLastLines() {
        Workload started = start(host().workload(host().image(Behaviour.FAILING)).spec());
        await().until(() -> !find(started.name()).running());
        assertThat(find(started.name()).exitCode()).isEqualTo(3);
        assertThat(find(started.name()).outOfMemory()).isFalse();
        assertThat(backend().lastLines(server(), started.name(), 50)).contains("about to fail");
    }

    @Test
    void aWorkloadThatOutgrowsItsMemorySaysSo() {
        Workload started = start(host().workload(host().image(Behaviour.GREEDY)).limitedTo(16).spec());
        await().atMost(Duration.ofSeconds(30)).until(() -> !find(started.name()).running());
        assertThat(find(started.name()).outOfMemory()).isTrue();
    }

    @Test
    void lastLinesAreBoundedInNumberAndLength() {
        Workload started = start(host().workload(host().image(Behaviour.TALKING)).spec());
        await().until(() -> backend().lastLines(server(), started.name(), 1).equals(List.of("the end")));
        List<String> lines = backend().lastLines(server(), started.name(), 100_000);
        assertThat(lines).hasSize(200).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(2048));
        assertThat(lines.getLast()).isEqualTo("the end");
        assertThat(lines.get(198)).hasSize(2048);
        assertThat(backend().lastLines(server(), started.name(), 0)).isEmpty();
    }

    // ---- health

    @Test
    void healthOverHttpIsTheStatus() {
        Workload well = start(host().workload(host().image(Behaviour.SERVING)).publishing(0).spec());
        awaitHealth(well, AT_ROOT, Health.HEALTHY);
        var wrong = ask(well, new HealthSpec.Http("/missing", 200, 1, 2, 3, 0));
        assertThat(wrong.health()).isEqualTo(Health.NOT_YET);
        assertThat(wrong.answered()).isTrue();
        assertThat(wrong.detail()).contains("404");
    }

    @Test
    void healthByCommandIsItsExitCode() {
        Workload well = start(host().workload(host().image(Behaviour.SERVING)).spec());
        awaitHealth(well, new HealthSpec.Command(host().commandThatSucceeds(), 1, 5, 3, 0), Health.HEALTHY);
    }

    @Test
    void healthByImageIsItsHealthcheck() {
        var image = new HealthSpec.Image();
        Workload well = start(host().workload(host().image(Behaviour.WELL)).checked(image).spec());
        Workload unwell = start(host().workload(host().image(Behaviour.UNWELL)).checked(image).spec());
        Workload without = start(host().workload(host().image(Behaviour.SERVING)).checked(image).spec());
        awaitHealth(well, image, Health.HEALTHY);
        awaitHealth(unwell, image, Health.UNHEALTHY);
        awaitHealth(without, image, Health.HEALTHY);
    }

    @Test
    void aDeadWorkloadIsNeverHealthy() {
        Workload dead = start(host().workload(host().image(Behaviour.FAILING)).publishing(0).spec());
        await().until(() -> !find(dead.name()).running());
        for (HealthSpec health : List.of(
                new HealthSpec.None(),
                new HealthSpec.Image(),
                AT_ROOT,
                new HealthSpec.Command(host().commandThatSucceeds(), 1, 2, 3, 0))) {
            assertThat(backend().ask(server(), dead, health, Operation.quiet()).health())
                    .as(health.toString())
                    .isEqualTo(Health.NOT_YET);
        }
        Workload alive = start(host().workload(host().image(Behaviour.SERVING)).spec());
        assertThat(ask(alive, new HealthSpec.None()).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void cancelEndsAHealthQuestionNobodyAnswers() {
        Workload silent = start(host().workload(host().image(Behaviour.SILENT)).publishing(0).spec());
        var operation = Operation.quiet();
        var question = inBackground(() ->
                backend().ask(server(), silent, new HealthSpec.Http("/", 200, 1, 600, 3, 0), operation));
        host().awaitQuestionUnderWay();
        operation.cancel();
        assertCanceledSoon(question);
    }

    // ---- the host

    @Test
    void theHostIsCheckedForReal() {
        assertThat(backend().check(server())).isNotEmpty().allSatisfy(check -> {
            assertThat(check.passed()).as(check.toString()).isTrue();
            assertThat(check.evidence()).isNotBlank();
        });
        assertThat(backend().freePort(server())).isBetween(1, 65_535);
    }

    // ---- words of the tests above

    private String resolve(String reference) {
        return backend().resolve(server(), reference, false, Operation.quiet()).imageId();
    }

    private String build(Archive archive, Map<String, String> labels, Operation operation) {
        return host().build(archive, labels, operation).imageId();
    }

    private Workload start(RuntimeBackend.WorkloadSpec spec) {
        return backend().start(server(), spec, Operation.quiet());
    }

    private Workload find(String name) {
        return backend().find(server(), name).orElseThrow();
    }

    private List<String> names(SlotId slot) {
        return backend().workloads(server(), slot).stream().map(Workload::name).toList();
    }

    private RuntimeBackend.HealthAnswer ask(Workload workload, HealthSpec health) {
        return backend().ask(server(), workload, health, Operation.quiet());
    }

    private void awaitHealth(Workload workload, HealthSpec health, Health wanted) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ask(workload, health).health()).isEqualTo(wanted));
    }

    private Observation observe(String imageId, String keepTag) {
        return backend().observe(server(), artifact(imageId, keepTag));
    }

    private Artifact artifact(String imageId, String keepTag) {
        return new Artifact(ContentIdentity.artifact(server().id(), imageId), server().id(), imageId, "", keepTag);
    }

    private static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).as(failure.sentence() + " " + failure.evidence()).isEqualTo(code);
            assertThat(failure.sentence()).endsWith(".");
        });
    }

    private static CompletableFuture<Object> inBackground(Callable<Object> work) {
        var done = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void assertCanceledSoon(CompletableFuture<Object> work) {
        await().atMost(Duration.ofSeconds(5)).until(work::isDone);
        assertThatThrownBy(work::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Operation.Canceled.class);
    }

    /** How an image behaves that the contract asks for. */
    public enum Behaviour {
        /** Answers {@code /} with 200 and {@code /missing} with 404 on port 8080. */
        SERVING,
        /** Prints "about to fail" and exits with 3. */
        FAILING,
        /** Prints 300 lines, then one of 10,000 characters, then "the end", and stays. */
        TALKING,
        /** Has a HEALTHCHECK that says healthy. */
        WELL,
        /** Has a HEALTHCHECK that gives up. */
        UNWELL,
        /** Takes all the memory there is. */
        GREEDY,
        /** Accepts connections on port 8080 and never answers. */
        SILENT
    }

    /** What a build is given. */
    public enum Archive {
        /** Prints "begun" and makes an image. */
        GOOD,
        /** Prints something and fails. */
        FAILING,
        /** Prints "begun" and never ends. */
        ENDLESS
    }
}

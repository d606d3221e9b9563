package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.runtime.HostUnderTest.Archive;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every backend promises about images: which one a reference names, building, keeping and observing. */
abstract class ImagePromises extends ContractWords {
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
    void anImageIsLocatedWithoutBeingPulled() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        host().tag(id, tag);
        assertThat(backend().locate(server(), tag, null, Operation.quiet())).contains(tag);
        assertThat(backend().locate(server(), id, null, Operation.quiet())).contains(id);
        assertThatThrownBy(() -> backend().locate(server(), "127.0.0.1:1/none:1", null, Operation.quiet()))
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.sentence()).contains("127.0.0.1:1/none:1"));
    }

    @Test
    void anUnknownImageIsRefusedWithASentence() {
        assertThatThrownBy(() -> resolve("127.0.0.1:1/none:1"))
                .isInstanceOfSatisfying(BackendFailure.class, failure -> {
                    assertThat(failure.code())
                            .isIn(
                                    FailureCode.IMAGE_NOT_FOUND,
                                    FailureCode.SOURCE_AUTH_FAILED,
                                    FailureCode.REGISTRY_UNREACHABLE);
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
    void aBuildFromAPrivateImageSucceedsWithItsLoginOnly() {
        var base = host().privateImage();
        assertFails(() -> host().buildFrom(base.reference(), RegistryLogins.NONE), FailureCode.SOURCE_AUTH_FAILED);
        var elsewhere = new RegistryLogins(Map.of("registry.example", new RegistryLogin("ada", "s3cret")));
        assertFails(() -> host().buildFrom(base.reference(), elsewhere), FailureCode.SOURCE_AUTH_FAILED);
        String id = host().buildFrom(base.reference(), base.logins()).imageId();
        assertThat(resolve(id)).isEqualTo(id);
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
        await().atMost(Duration.ofSeconds(15)).until(() -> !host().anythingBuilds());
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

    @Test
    void ourTagKeepsAnImageAndLettingGoTakesItAway() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        backend().keep(server(), id, tag);
        assertThat(resolve(tag)).isEqualTo(id);
        assertThat(backend().kept(server(), tag)).contains(id);
        assertThat(backend().letGo(server(), tag)).isTrue();
        assertThat(backend().letGo(server(), tag)).isTrue();
        assertThat(backend().kept(server(), tag)).isEmpty();
        assertThat(observe(id, tag)).isEqualTo(Observation.MISSING);
    }

    @Test
    void lettingGoLeavesWhatAnotherTagNeeds() {
        String ours = host().newTag();
        String theirs = host().newTag();
        String id = host().image(Behaviour.SERVING);
        host().tag(id, theirs);
        backend().keep(server(), id, ours);
        assertThat(backend().letGo(server(), ours)).isTrue();
        assertThat(resolve(theirs)).isEqualTo(id);
    }

    @Test
    void aStoppedWorkloadKeepsTheTagOfItsImageUntilItIsRemoved() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        backend().keep(server(), id, tag);
        var workload = backend().start(server(), host().workload(id).spec(), Operation.quiet());
        backend().stop(server(), workload.name());
        assertThat(backend().letGo(server(), tag)).isFalse();
        assertThat(backend().startAgain(server(), workload.name()).imageId()).isEqualTo(id);
        backend().remove(server(), workload.name());
        assertThat(backend().letGo(server(), tag)).isTrue();
        assertThat(observe(id, tag)).isEqualTo(Observation.MISSING);
    }

    @Test
    void aRunningWorkloadKeepsItsImageWithoutATag() {
        String tag = host().newTag();
        String id = host().image(Behaviour.SERVING);
        backend().keep(server(), id, tag);
        var workload = backend().start(server(), host().workload(id).spec(), Operation.quiet());
        assertThat(backend().letGo(server(), tag)).isTrue();
        assertThat(observe(id, tag)).isEqualTo(Observation.PRESENT);
        backend().remove(server(), workload.name());
    }

    @Test
    void theSizeOfEveryImageIsKnownByItsId() {
        String id = host().image(Behaviour.SERVING);
        String gone = host().image(Behaviour.SERVING);
        host().removeImage(gone);
        assertThat(backend().imageSizes(server()))
                .doesNotContainKey(gone)
                .hasEntrySatisfying(id, bytes -> assertThat(bytes).isPositive());
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

        assertThat(backend()
                        .observeAll(
                                server(),
                                List.of(artifact(gone, goneTag), artifact(kept, movedTag), artifact(moved, movedTag))))
                .containsExactly(Observation.MISSING, Observation.PRESENT, Observation.OTHER_CONTENT);
        assertThat(observe(moved, movedTag)).isEqualTo(Observation.OTHER_CONTENT);
        assertThat(backend().observeAll(server(), List.of())).isEmpty();
    }
}

package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.domain.deployment.FailureCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes from a registry, by tag and by digest. */
class RegistryTest {
    private DockerForTests docker;
    private TinyRegistry registry;
    private String repository;

    @BeforeEach
    void open() throws Exception {
        docker = new DockerForTests();
        registry = new TinyRegistry();
        repository = registry.repository("app");
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
        for (var image : docker.docker().listImagesCmd().withShowAll(true).exec()) {
            String[] digests = image.getRepoDigests();
            if (digests != null && List.of(digests).stream().anyMatch(d -> d.startsWith(repository + "@"))) {
                docker.removeImage(image.getId());
            }
        }
        docker.close();
    }

    @Test
    void anAbsentImageIsPulledOnceAndKnownByItsDigest() {
        String digest = registry.push("app", "1", "one");
        var lines = new CopyOnWriteArrayList<String>();
        Image image = docker.backend()
                .resolve(docker.server(), repository + ":1", false, new Operation((s, line) -> lines.add(line)));
        assertThat(image.repoDigest()).isEqualTo(repository + "@" + digest);
        assertThat(image.imageId()).startsWith("sha256:").isNotEqualTo(digest);
        assertThat(lines).anyMatch(line -> line.contains("Pulling"));
    }

    @Test
    void anImageOfARegistryIsLocatedWithoutBeingPulled() {
        String digest = registry.push("app", "1", "one");
        assertThat(locate(repository + ":1")).contains("registry");
        assertThat(locate(repository + "@" + digest)).contains("registry");
        assertThat(docker.docker().listImagesCmd().exec())
                .noneMatch(image -> List.of(image.getRepoTags() == null ? new String[0] : image.getRepoTags())
                        .contains(repository + ":1"));
        assertFails(() -> locate(repository + ":none"), FailureCode.IMAGE_NOT_FOUND);
        registry.lock();
        assertFails(() -> locate(repository + ":1"), FailureCode.SOURCE_AUTH_FAILED);
    }

    private String locate(String reference) {
        return docker.backend().locate(docker.server(), reference, null, Operation.quiet());
    }

    @Test
    void aMovedTagIsSeenOnlyWhenPulledAgainAndTheDigestStillMeansTheOldContent() {
        String old = registry.push("app", "1", "one");
        Image first = resolve(repository + ":1", false);
        registry.push("app", "1", "two");
        assertThat(resolve(repository + ":1", false)).isEqualTo(first);
        Image second = resolve(repository + ":1", true);
        assertThat(second.imageId()).isNotEqualTo(first.imageId());
        docker.removeImage(first.imageId());
        assertThat(resolve(repository + "@" + old, false)).isEqualTo(first);
        assertThat(resolve(repository + ":1@" + old, true)).isEqualTo(first);
    }

    @Test
    void whatIsNotThereAndWhatIsNotGivenAreToldApart() {
        registry.push("app", "1", "one");
        assertFails(() -> resolve(repository + ":none", false), FailureCode.IMAGE_NOT_FOUND);
        assertFails(() -> resolve(repository + "@sha256:" + "ab".repeat(32), false), FailureCode.IMAGE_NOT_FOUND);
        registry.lock();
        assertFails(() -> resolve(repository + ":1", false), FailureCode.SOURCE_AUTH_FAILED);
    }

    @Test
    void aLoginOpensARegistryByTagAndByDigestAndAWrongOneDoesNot() {
        String digest = registry.push("app", "1", "one");
        registry.lock("ada", "s3cret");
        var wrong = new RegistryLogin("ada", "wr0ng");
        assertFails(() -> resolve(repository + ":1", wrong), FailureCode.SOURCE_AUTH_FAILED);
        var right = new RegistryLogin("ada", "s3cret");
        Image image = resolve(repository + ":1", right);
        docker.removeImage(image.imageId());
        assertThat(resolve(repository + "@" + digest, right)).isEqualTo(image);
        assertThat(wrong.toString()).doesNotContain("wr0ng");
    }

    private Image resolve(String reference, RegistryLogin login) {
        return docker.backend().resolve(docker.server(), reference, true, login, Operation.quiet());
    }

    @Test
    void anUnreachableRegistryFailsAPullAgainOfWhatCameFromThere() throws Exception {
        registry.push("app", "1", "one");
        resolve(repository + ":1", false);
        registry.close();
        assertFails(() -> resolve(repository + ":1", true), FailureCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aRegistryBehindAClosedPortIsUnreachable() throws Exception {
        registry.close();
        assertFails(() -> resolve(repository + ":1", false), FailureCode.REGISTRY_UNREACHABLE);
        assertFails(() -> resolve(repository + "@sha256:" + "ab".repeat(32), false), FailureCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aRegistryThatCannotAnswerIsUnreachableAndItsImageIsNotSaidToBeMissing() {
        registry.push("app", "1", "one");
        registry.fallIll();
        assertFails(() -> resolve(repository + ":1", false), FailureCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aRegistryThatSpeaksNeitherTlsNorHttpIsUnreachable() {
        registry.talkNonsense();
        assertFails(() -> resolve(repository + ":1", false), FailureCode.REGISTRY_UNREACHABLE);
    }

    private Image resolve(String reference, boolean pullAgain) {
        return docker.backend().resolve(docker.server(), reference, pullAgain, Operation.quiet());
    }

    private static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        f -> assertThat(f.code())
                                .as(f.sentence() + " " + f.evidence())
                                .isEqualTo(code));
    }
}

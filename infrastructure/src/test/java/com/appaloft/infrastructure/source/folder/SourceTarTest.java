package com.appaloft.infrastructure.source.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever is looked at is counted, and can be stopped. */
class SourceTarTest {
    @Test
    void aNameThatNoFileSystemKnowsIsUnsafe() throws IOException {
        try (var tar = tar(Operation.quiet())) {
            assertThatCode(() -> tar.visit("a/" + "b".repeat(255))).doesNotThrowAnyException();
            assertFails(() -> tar.visit("a/" + "b".repeat(256)), FailureCode.SOURCE_UNSAFE);
            assertFails(() -> tar.visit(("b".repeat(200) + "/").repeat(25)), FailureCode.SOURCE_UNSAFE);
            assertThatCode(() -> tar.visit("a/".repeat(200) + "b")).doesNotThrowAnyException();
            assertFails(() -> tar.visit("a/".repeat(201) + "b"), FailureCode.SOURCE_UNSAFE);
        }
    }

    @Test
    void whatIsLeftOutIsCountedAsWell() throws IOException {
        try (var tar = tar(Operation.quiet())) {
            assertFails(
                    () -> {
                        for (int i = 0; i < 1_000; i++) {
                            tar.visit("excluded");
                        }
                    },
                    FailureCode.SOURCE_TOO_LARGE);
        }
    }

    @Test
    void whoeverIsCanceledOrInterruptedStopsWhereverItIs() throws IOException {
        var operation = Operation.quiet();
        try (var tar = tar(operation)) {
            operation.cancel();
            assertThatThrownBy(() -> tar.visit("a")).isInstanceOf(Operation.Canceled.class);
        }
        try (var tar = tar(Operation.quiet())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> tar.visit("a")).isInstanceOf(Operation.Canceled.class);
        } finally {
            Thread.interrupted();
        }
    }

    private static SourceTar tar(Operation operation) {
        return new SourceTar(OutputStream.nullOutputStream(), new FolderLimits(10, 1 << 20), operation);
    }

    private static void assertFails(ThrowingCallable work, FailureCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }
}

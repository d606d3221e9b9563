package com.appaloft.infrastructure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Secrets;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database and a data directory of different installations are never used together, nor secrets without their key. */
class BelongingTest {
    private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_1");

    @TempDir
    private Path home;

    private final PostgresForTests.Fresh database = PostgresForTests.fresh();

    @Test
    void aDatabaseWithoutAnIdTakesTheOneOfTheDirectory() throws Exception {
        Files.writeString(directory("old").resolve("installation-id"), "0123456789abcdef\n");
        assertThat(started("old")).isEqualTo("0123456789abcdef");
        assertThat(started("new")).isEqualTo("0123456789abcdef");
    }

    @Test
    void aDirectoryWithoutAnIdTakesTheOneOfTheDatabaseAndShowsItToScripts() throws Exception {
        var first = started("first");
        assertThat(started("second")).isEqualTo(first);
        assertThat(home.resolve("second/installation-id")).hasContent(first);
        assertThat(started("second")).isEqualTo(first);
    }

    @Test
    void aDirectoryOfAnotherInstallationIsRefusedBeforeAnythingIsWrittenIntoIt() throws Exception {
        var first = started("first");
        var foreign = directory("foreign");
        Files.writeString(foreign.resolve("installation-id"), "another\n");
        assertThatThrownBy(() -> started("foreign"))
                .rootCause()
                .hasMessage("The database belongs to installation " + first + ", but the data directory " + foreign
                        + " belongs to installation another: set APPALOFT_DATA_DIR to the directory that belongs to the"
                        + " database or, if that one is lost, to a new empty directory, which then joins installation "
                        + first + ".");
        assertThat(foreign.resolve("secrets.key")).doesNotExist();
        assertThat(foreign.resolve("installation-id")).hasContent("another");
    }

    @Test
    void processesThatBeginAtOnceOnANewDatabaseAgree() throws Exception {
        var barrier = new CyclicBarrier(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> start = () -> {
                barrier.await();
                return started(Thread.currentThread().threadId() + "");
            };
            var ids = new HashSet<String>();
            for (var started : threads.invokeAll(List.of(start, start, start))) {
                ids.add(started.get());
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void noNewKeyIsMadeOverSecretsThatNeedAnother() throws Exception {
        keepSecret("first", "kept");
        assertThatThrownBy(() -> started("second"))
                .rootCause()
                .hasMessage("The database holds encrypted secrets, but the data directory " + home.resolve("second")
                        + " has no secrets.key: put that file back from a backup or from the directory used before or,"
                        + " if it is lost for good, start once with APPALOFT_ACCEPT_LOST_SECRETS=true and set every"
                        + " secret again.");
        assertThat(home.resolve("second/secrets.key")).doesNotExist();
        Files.copy(home.resolve("first/secrets.key"), home.resolve("second/secrets.key"));
        try (var process = process("second")) {
            assertThat(process.bean(Secrets.class).reveal(ENVIRONMENT, "A", 1)).contains("kept");
        }
    }

    @Test
    void aLossThatIsAcceptedIsGotOver() throws Exception {
        keepSecret("first", "lost");
        try (var process = process("second", "APPALOFT_ACCEPT_LOST_SECRETS=true")) {
            assertThatThrownBy(() -> process.bean(Secrets.class).reveal(ENVIRONMENT, "A", 1))
                    .hasMessageContaining("restore that file");
        }
        keepSecret("second", "again");
        try (var process = process("second")) {
            assertThat(process.bean(Secrets.class).reveal(ENVIRONMENT, "A", 2)).contains("again");
        }
    }

    private void keepSecret(String directory, String value) throws IOException {
        try (var process = process(directory)) {
            process.bean(UnitOfWork.class).run(() -> process.bean(Secrets.class).put(ENVIRONMENT, "A", value));
        }
    }

    private String started(String directory) throws IOException {
        try (var process = process(directory)) {
            return process.bean(InstallationId.class).value();
        }
    }

    private Persistence process(String directory, String... settings) throws IOException {
        return Persistence.on(database, directory(directory), List.of(settings));
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }
}

package com.appaloft.infrastructure.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.SecretKeyRing.Rotation;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.system.DataDirectory;
import com.appaloft.infrastructure.testing.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whenever a rotation is cut off, every value stays readable, and the next rotation finishes it. */
class KeyRotationTest {
    private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_1");
    private static final int VALUES = 150;
    private static Persistence persistence;

    /** One start of the process: the keys are read from the file again. */
    private record Process(SecretKeys keys, SecretBox box, EncryptedSecrets secrets) {
        static Process started() {
            var keys = new SecretKeys(persistence.bean(DataDirectory.class), jdbc(), new StandardEnvironment());
            var box = new SecretBox(keys, jdbc());
            return new Process(keys, box, new EncryptedSecrets(jdbc(), box, new KnownSecrets(), Clock.systemUTC()));
        }

        Rotation rotate(SealedStore... others) {
            var stores = new ArrayList<SealedStore>(List.of(others));
            stores.addFirst(secrets);
            return new KeyRotation(keys, box, stores, persistence.bean(UnitOfWork.class)).rotate();
        }

        int put(String name, String value) {
            return persistence.bean(UnitOfWork.class).perform(() -> secrets.put(ENVIRONMENT, name, value));
        }
    }

    @BeforeAll
    static void start() {
        persistence = Persistence.on(PostgresForTests.fresh());
    }

    @AfterAll
    static void stop() {
        persistence.close();
    }

    @BeforeEach
    void manyValues() {
        jdbc().sql("truncate environment_secret").update();
        var process = Process.started();
        for (int i = 0; i < VALUES; i++) {
            process.put("S" + i, "value " + i);
        }
    }

    @Test
    void aRotationLeavesOneKeyAndEveryValue() throws IOException {
        var process = Process.started();
        var before = process.keys().current();
        var done = process.rotate();
        assertThat(done.reencrypted()).isEqualTo(VALUES);
        assertThat(done.resumed()).isFalse();
        assertThat(done.keyId()).isNotEqualTo(before).isEqualTo(process.keys().current());
        assertThat(file()).hasLineCount(1).startsWith(done.keyId()).doesNotContain(before);
        var key = persistence.bean(DataDirectory.class).path().resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        everythingIsReadable(process);
        everythingIsReadable(Process.started());
    }

    @Test
    void cutOffRightAfterTheNewKeyWasMade() {
        Process.started().keys().add();
        finishedAfterARestart(VALUES);
    }

    @Test
    void cutOffInTheMiddleOfTheValues() {
        var process = Process.started();
        process.keys().add();
        assertThat(persistence
                        .bean(UnitOfWork.class)
                        .perform(() ->
                                process.secrets().resealSome(process.keys().current())))
                .isBetween(1, VALUES - 1);
        finishedAfterARestart(VALUES - 100);
    }

    @Test
    void cutOffBeforeTheOldKeyWasForgotten() {
        assertThatThrownBy(() -> Process.started().rotate(cutOff())).hasMessage("cut off");
        finishedAfterARestart(0);
    }

    @Test
    void whatIsStoredMeanwhileIsReadableAfterwards() throws Exception {
        var process = Process.started();
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> storing = () -> {
                int stored = 0;
                while (!stop.get() || stored == 0) {
                    process.put("MEANWHILE", "value " + ++stored);
                }
                return stored;
            };
            var stored = threads.submit(storing);
            for (int i = 0; i < 5; i++) {
                process.rotate();
            }
            stop.set(true);
            var restarted = Process.started();
            for (int version = 1; version <= stored.get(); version++) {
                assertThat(restarted.secrets().reveal(ENVIRONMENT, "MEANWHILE", version))
                        .contains("value " + version);
            }
        }
    }

    @Test
    void aDeletedVersionHasNothingToEncrypt() {
        var process = Process.started();
        persistence.bean(UnitOfWork.class).run(() -> process.secrets().delete(ENVIRONMENT, "S0", 1));
        assertThat(process.rotate().reencrypted()).isEqualTo(VALUES - 1);
        assertThat(process.secrets().reveal(ENVIRONMENT, "S0", 1)).isEmpty();
    }

    private static void finishedAfterARestart(int left) {
        var restarted = Process.started();
        everythingIsReadable(restarted);
        restarted.put("LATER", "stored while two keys are kept");
        var done = restarted.rotate();
        assertThat(done.resumed()).isTrue();
        assertThat(done.reencrypted()).isEqualTo(left);
        assertThat(file()).hasLineCount(1).startsWith(done.keyId());
        var again = Process.started();
        everythingIsReadable(again);
        assertThat(again.secrets().reveal(ENVIRONMENT, "LATER", 1)).contains("stored while two keys are kept");
        assertThat(again.rotate().resumed()).isFalse();
    }

    private static void everythingIsReadable(Process process) {
        for (int i = 0; i < VALUES; i++) {
            assertThat(process.secrets().reveal(ENVIRONMENT, "S" + i, 1)).contains("value " + i);
        }
    }

    private static SealedStore cutOff() {
        return new SealedStore() {
            @Override
            public int resealSome(String keyId) {
                return 0;
            }

            @Override
            public long sealedOtherwise(String keyId) {
                throw new IllegalStateException("cut off");
            }
        };
    }

    private static String file() {
        try {
            return Files.readString(persistence.bean(DataDirectory.class).path().resolve("secrets.key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JdbcClient jdbc() {
        return persistence.bean(JdbcClient.class);
    }
}

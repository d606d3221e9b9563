package com.appaloft.infrastructure.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Secrets;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.system.DataDirectory;
import com.appaloft.infrastructure.testing.Persistence;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets are kept, never in the clear, and only where they belong. */
class EncryptedSecretsTest {
    private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_1");
    private static final EnvironmentId OTHER = new EnvironmentId("env_2");
    private static Persistence persistence;

    @BeforeAll
    static void start() {
        persistence = Persistence.on(PostgresForTests.fresh());
    }

    @AfterAll
    static void stop() {
        persistence.close();
    }

    @Test
    void everyVersionIsRevealedAsItWas() {
        int first = put("A", "pässword one");
        int second = put("A", "password two");
        assertThat(second).isEqualTo(first + 1).isEqualTo(2);
        assertThat(secrets().reveal(ENVIRONMENT, "A", 1)).contains("pässword one");
        assertThat(secrets().reveal(ENVIRONMENT, "A", 2)).contains("password two");
        assertThat(secrets().reveal(ENVIRONMENT, "A", 3)).isEmpty();
        assertThat(secrets().reveal(OTHER, "A", 1)).isEmpty();
    }

    @Test
    void nothingReadableIsStoredAndTheKeyIsPrivate() throws Exception {
        put("B", "plain-to-see");
        var stored = jdbc().sql("select encode(ciphertext, 'escape') from environment_secret where name = 'B'")
                .query(String.class)
                .single();
        assertThat(stored).doesNotContain("plain");
        var key = persistence.bean(DataDirectory.class).path().resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aValueMovedToAnotherEnvironmentIsNotRevealed() {
        put("C", "belongs here");
        jdbc().sql("update environment_secret set environment_id = 'env_2' where name = 'C'")
                .update();
        assertThatThrownBy(() -> secrets().reveal(OTHER, "C", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDeletedVersionIsGoneForGoodAndItsNumberIsNeverGivenAgain() {
        put("E", "first");
        persistence.bean(UnitOfWork.class).run(() -> secrets().delete(ENVIRONMENT, "E", 1));
        assertThat(secrets().reveal(ENVIRONMENT, "E", 1)).isEmpty();
        assertThat(jdbc().sql(
                                "select count(*) from environment_secret where name = 'E' and ciphertext is null and key_id is null and nonce is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(put("E", "second")).isEqualTo(2);
        assertThat(secrets().reveal(ENVIRONMENT, "E", 1)).isEmpty();
    }

    @Test
    void aFingerprintIsTheSameForTheSameValueAndNoPlainHash() {
        assertThat(secrets().fingerprint("1234")).isEqualTo(secrets().fingerprint("1234"));
        assertThat(secrets().fingerprint("1234"))
                .isNotEqualTo(secrets().fingerprint("1235"))
                .isNotEqualTo(ContentIdentity.fingerprint("1234"));
    }

    @Test
    void knownValuesAreMasked() {
        put("D", "tell-nobody");
        assertThat(persistence.bean(KnownSecrets.class).mask("key=tell-nobody;"))
                .isEqualTo("key=••••;");
    }

    private static int put(String name, String value) {
        return persistence.bean(UnitOfWork.class).perform(() -> secrets().put(ENVIRONMENT, name, value));
    }

    private static Secrets secrets() {
        return persistence.bean(Secrets.class);
    }

    private static JdbcClient jdbc() {
        return persistence.bean(JdbcClient.class);
    }
}

package com.appaloft.infrastructure.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.SecretKeyRing;
import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Private keys are kept so that only this installation reads them, and only the newest. */
class SealedServerKeysTest {
    private static final ServerId SERVER = new ServerId("srv_1");
    private static final String TEXT = "-----BEGIN A KEY-----\nthe secret part\n";

    @TempDir
    static Path folder;

    private static Persistence persistence;
    private static SealedServerKeys keys;

    @BeforeAll
    static void start() {
        persistence = Persistence.on(PostgresForTests.fresh(), SealedServerKeys.class);
        keys = persistence.bean(SealedServerKeys.class);
    }

    @AfterAll
    static void stop() {
        persistence.close();
    }

    @Test
    void aKeyComesBackAsItWasGivenAndNothingOfItIsReadableInTheDatabase() {
        put(SERVER, 1, new PrivateKey(TEXT, "open sesame"));
        assertThat(keys.reveal(SERVER, 1)).contains(new PrivateKey(TEXT, "open sesame"));
        var rows = persistence
                .bean(JdbcClient.class)
                .sql("select encode(ciphertext, 'escape') || t::text from server_key t")
                .query(String.class)
                .list();
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("secret") || row.contains("sesame"));
    }

    @Test
    void theNextVersionDestroysTheOneBefore() {
        var server = new ServerId("srv_2");
        put(server, 1, new PrivateKey(TEXT, null));
        put(server, 2, new PrivateKey("another\n", null));
        assertThat(keys.reveal(server, 1)).isEmpty();
        assertThat(keys.reveal(server, 2)).contains(new PrivateKey("another\n", null));
        assertThat(keys.reveal(new ServerId("srv_3"), 1)).isEqualTo(Optional.empty());
    }

    @Test
    void aRotationOfTheInstallationsKeyLeavesThemReadable() {
        var server = new ServerId("srv_4");
        put(server, 1, new PrivateKey(TEXT, "phrase"));
        var done = persistence.bean(SecretKeyRing.class).rotate();
        assertThat(keys.sealedOtherwise(done.keyId())).isZero();
        assertThat(keys.reveal(server, 1)).contains(new PrivateKey(TEXT, "phrase"));
    }

    @ParameterizedTest
    @CsvSource({"ed25519,''", "ed25519,open sesame", "rsa,''", "rsa,open sesame", "ecdsa,''"})
    void everyUsualKindOfKeyIsAcceptedWithItsPassphraseOnly(String type, String passphrase) throws IOException {
        var file = folder.resolve(type + passphrase.length());
        RemoteHost.run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString());
        var text = Files.readString(file);
        assertThat(keys.refusal(new PrivateKey(text, passphrase.isEmpty() ? null : passphrase)))
                .isEmpty();
        if (!passphrase.isEmpty()) {
            assertThat(keys.refusal(new PrivateKey(text, null))).isPresent();
            assertThat(keys.refusal(new PrivateKey(text, "wrong")).orElseThrow())
                    .contains("passphrase")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void whatIsNoPrivateKeyIsRefusedWithoutShowingIt() throws IOException {
        var file = folder.resolve("pair");
        RemoteHost.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
        var whole = Files.readString(file);
        for (var text : List.of(
                "",
                "hello",
                Files.readString(folder.resolve("pair.pub")),
                whole.substring(0, whole.length() / 2),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")) {
            var refusal = keys.refusal(new PrivateKey(text, null));
            assertThat(refusal).as(text).isPresent();
            assertThat(text.isEmpty() || !refusal.orElseThrow().contains(text)).isTrue();
        }
    }

    private static void put(ServerId server, int version, PrivateKey key) {
        persistence.bean(UnitOfWork.class).run(() -> keys.put(server, version, key));
    }
}

package com.appaloft.infrastructure.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.SecretKeyRing;
import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    private static final String PUTTY = """
            PuTTY-User-Key-File-3: ssh-ed25519
            Encryption: aes256-cbc
            Comment: huge
            Public-Lines: 1
            AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            Key-Derivation: Argon2id
            Argon2-Memory: 2147483647
            Argon2-Passes: 2147483647
            Argon2-Parallelism: 1
            Argon2-Salt: 00112233445566778899aabbccddeeff
            Private-Lines: 1
            AAAA
            Private-MAC: 00
            """;

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
    @CsvSource({
        "ed25519,RFC4716,''",
        "ed25519,RFC4716,open sesame",
        "rsa,RFC4716,''",
        "rsa,RFC4716,open sesame",
        "rsa,PEM,''",
        "rsa,PEM,open sesame",
        "rsa,PKCS8,''",
        "rsa,PKCS8,open sesame",
        "ecdsa,RFC4716,''",
        "ecdsa,PEM,''",
        "ecdsa,PEM,open sesame",
        "ecdsa,PKCS8,''",
        "ecdsa,PKCS8,open sesame"
    })
    void everyUsualKindOfKeyIsAcceptedWithItsPassphraseOnly(String type, String form, String passphrase)
            throws IOException {
        var file = folder.resolve(type + form + passphrase.length());
        RemoteHost.run("ssh-keygen", "-q", "-t", type, "-m", form, "-N", passphrase, "-f", file.toString());
        assertAcceptedWithItsPassphraseOnly(Files.readString(file), passphrase);
    }

    @Test
    void anEd25519KeyOfOpensslIsAcceptedHoweverItIsSealed() throws IOException {
        var plain = folder.resolve("plain");
        RemoteHost.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
        assertAcceptedWithItsPassphraseOnly(Files.readString(plain), "");
        assertAcceptedWithItsPassphraseOnly(sealed(plain, "-v2", "aes-256-cbc"), "open sesame");
        assertAcceptedWithItsPassphraseOnly(sealed(plain, "-scrypt"), "open sesame");
    }

    private static void assertAcceptedWithItsPassphraseOnly(String text, String passphrase) {
        assertThat(keys.refusal(new PrivateKey(text, passphrase.isEmpty() ? null : passphrase)))
                .isEmpty();
        if (!passphrase.isEmpty()) {
            assertThat(keys.refusal(new PrivateKey(text, null))).isPresent();
            assertThat(keys.refusal(new PrivateKey(text, "wrong")).orElseThrow())
                    .contains("passphrase")
                    .doesNotContain("wrong");
        }
    }

    private static String sealed(Path plain, String... how) throws IOException {
        var sealed = folder.resolve("sealed");
        var command = new ArrayList<>(List.of("openssl", "pkcs8", "-topk8", "-passout", "pass:open sesame"));
        command.addAll(List.of("-in", plain.toString(), "-out", sealed.toString()));
        command.addAll(List.of(how));
        RemoteHost.run(command.toArray(String[]::new));
        return Files.readString(sealed);
    }

    @Test
    void aKeyThatIsMuchWorkToOpenIsRefusedAtOnceWithWhatToDo() throws IOException {
        var file = folder.resolve("laborious");
        RemoteHost.run("ssh-keygen", "-q", "-t", "ed25519", "-a", "4", "-N", "phrase", "-f", file.toString());
        // the options of its kdf end with the rounds, after a salt of 16 bytes
        int rounds = "openssh-key-v1".length() + 1 + 4 + "aes256-ctr".length() + 4 + "bcrypt".length() + 4 + 4 + 16;
        assertRefused(changed(Files.readString(file), rounds, 4, Integer.MAX_VALUE), "ssh-keygen -p");

        var plain = folder.resolve("light");
        RemoteHost.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
        var text = sealed(plain, "-iter", "1000000");
        assertRefused(changed(text, indexOf(text, 0x0203_0f42), 0x0203_0f42, 0x0203_7fff), "openssl pkcs8");
        assertRefused(PUTTY, "puttygen");
    }

    private static String changed(String key, int at, int from, int to) {
        var lines = key.strip().lines().toList();
        byte[] blob = blob(key);
        assertThat(ByteBuffer.wrap(blob).getInt(at)).isEqualTo(from);
        ByteBuffer.wrap(blob).putInt(at, to);
        return lines.getFirst() + "\n" + Base64.getMimeEncoder().encodeToString(blob) + "\n" + lines.getLast() + "\n";
    }

    private static int indexOf(String key, int four) {
        var bytes = ByteBuffer.wrap(blob(key));
        return IntStream.range(0, bytes.limit() - 3)
                .filter(i -> bytes.getInt(i) == four)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] blob(String key) {
        return Base64.getMimeDecoder().decode(key.replaceAll("-----.*-----", ""));
    }

    @Test
    void aKeyOfATypeThatIsNeverOfferedIsRefused() throws IOException {
        var parameters = folder.resolve("parameters").toString();
        var file = folder.resolve("dsa");
        RemoteHost.run("openssl", "dsaparam", "-out", parameters, "1024");
        RemoteHost.run("openssl", "gendsa", "-out", file.toString(), parameters);
        assertRefused(Files.readString(file), "type");
    }

    private static void assertRefused(String text, String says) {
        assertThat(keys.refusal(new PrivateKey(text, "phrase")).orElseThrow()).contains(says);
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
                // a sequence that says it is two gigabytes long
                "-----BEGIN RSA PRIVATE KEY-----\nMIR/////AgEA\n-----END RSA PRIVATE KEY-----\n",
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

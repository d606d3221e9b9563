package com.appaloft.infrastructure.secrets;

import com.appaloft.application.port.Secrets;
import com.appaloft.domain.shared.EnvironmentId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps secrets in PostgreSQL under AES-256-GCM, each bound to its environment, name and version. */
@Component
class EncryptedSecrets implements Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final KnownSecrets known;
    private final Clock clock;

    EncryptedSecrets(JdbcClient jdbc, SecretKeys keys, KnownSecrets known, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public int put(EnvironmentId environment, String name, String value) {
        int version = jdbc.sql("""
                        select coalesce(max(version), 0) + 1 from environment_secret where environment_id = ? and name = ?""")
                .params(environment.value(), name)
                .query(Integer.class)
                .single();
        var nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        var keyId = keys.current();
        var sealed = run(
                Cipher.ENCRYPT_MODE,
                keyId,
                nonce,
                bound(environment, name, version),
                value.getBytes(StandardCharsets.UTF_8));
        jdbc.sql("""
                        insert into environment_secret (environment_id, name, version, key_id, nonce, ciphertext, stored_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        environment.value(),
                        name,
                        version,
                        keyId,
                        nonce,
                        sealed,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        known.remember(value);
        return version;
    }

    @Override
    public Optional<String> reveal(EnvironmentId environment, String name, int version) {
        var value = jdbc.sql("""
                        select key_id, nonce, ciphertext from environment_secret
                        where environment_id = ? and name = ? and version = ?""")
                .params(environment.value(), name, version)
                .query((row, n) -> new String(
                        run(
                                Cipher.DECRYPT_MODE,
                                row.getString("key_id"),
                                row.getBytes("nonce"),
                                bound(environment, name, version),
                                row.getBytes("ciphertext")),
                        StandardCharsets.UTF_8))
                .optional();
        value.ifPresent(known::remember);
        return value;
    }

    private byte[] run(int mode, String keyId, byte[] nonce, byte[] bound, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.key(keyId), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored secret does not match the key that it names.", e);
        }
    }

    private static byte[] bound(EnvironmentId environment, String name, int version) {
        return (environment.value() + "|" + name + "|" + version).getBytes(StandardCharsets.UTF_8);
    }
}

package com.appaloft.infrastructure.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals and opens secret texts, each bound to the place it is kept in: moved elsewhere it does not open. Whoever keeps sealed texts
 * is a {@link SealedStore}, so that they follow when the keys are rotated.
 */
@Component
public class SecretBox {
    /** Held shared by every transaction that seals; alone by the end of a rotation. */
    private static final long LOCK = 0x61707061_6b657973L;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeys keys;
    private final JdbcClient jdbc;

    SecretBox(SecretKeys keys, JdbcClient jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /**
     * Seals with the newest key. The transaction around it must be the one that stores the result: an old key is not forgotten
     * before it has ended.
     *
     * @param place where it is kept, e.g. {@code env_1|TOKEN|3}
     */
    public SealedText seal(String place, String text) {
        jdbc.sql("select pg_advisory_xact_lock_shared(?)")
                .param(LOCK)
                .query((row, n) -> 1)
                .single();
        var nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        var keyId = keys.current();
        var sealed = run(Cipher.ENCRYPT_MODE, keyId, nonce, place, text.getBytes(StandardCharsets.UTF_8));
        return new SealedText(keyId, nonce, sealed);
    }

    public String open(String place, SealedText sealed) {
        var text = run(Cipher.DECRYPT_MODE, sealed.keyId(), sealed.nonce(), place, sealed.ciphertext());
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Keyed, so that a short text cannot be guessed from it. */
    String fingerprint(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.key(keys.current()));
            return HexFormat.of().formatHex(mac.doFinal(("fingerprint|" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /** Waits until everybody who seals has committed, and keeps everybody from sealing until this transaction ends. */
    void lockSealing() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, n) -> 1)
                .single();
    }

    private byte[] run(int mode, String keyId, byte[] nonce, String place, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.key(keyId), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored secret does not match the key that it names.", e);
        }
    }
}

package com.appaloft.infrastructure.secrets;

import com.appaloft.infrastructure.system.DataDirectory;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** The keys that secrets are encrypted with, one line {@code id base64} each in a private file; the first one encrypts, all decrypt. */
@Component
class SecretKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final String current;

    SecretKeys(DataDirectory directory) {
        var lines =
                directory.secretFile("secrets.key", SecretKeys::fresh).lines().toList();
        for (var line : lines) {
            var separator = line.indexOf(' ');
            if (separator > 0) {
                var bytes =
                        Base64.getDecoder().decode(line.substring(separator + 1).strip());
                keys.put(line.substring(0, separator), new SecretKeySpec(bytes, "AES"));
            }
        }
        current = keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The file secrets.key in the data directory has no key."));
    }

    String current() {
        return current;
    }

    SecretKey key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("The secret was encrypted with key " + id
                    + ", which is not in secrets.key of this data directory; restore that file.");
        }
        return key;
    }

    private static String fresh() {
        var id = new byte[4];
        var key = new byte[32];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }
}

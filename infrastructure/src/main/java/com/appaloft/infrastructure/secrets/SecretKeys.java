package com.appaloft.infrastructure.secrets;

import com.appaloft.infrastructure.runtime.RuntimeConfiguration;
import com.appaloft.infrastructure.system.CannotStart;
import com.appaloft.infrastructure.system.DataDirectory;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys that secrets are encrypted with, one line {@code id base64} each in a private file; the first one encrypts, all decrypt.
 * A first key is never made over secrets that need another one, unless the loss of those is accepted in words.
 */
@Component
@DependsOn(RuntimeConfiguration.INSTALLATION)
class SecretKeys {
    static final String ACCEPT_LOSS = "APPALOFT_ACCEPT_LOST_SECRETS";
    private static final String FILE = "secrets.key";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger log = LoggerFactory.getLogger(SecretKeys.class);

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final String current;

    SecretKeys(DataDirectory directory, JdbcClient jdbc, Environment environment) {
        var used = jdbc.sql("select distinct key_id from environment_secret")
                .query(String.class)
                .list();
        boolean lossAccepted = Boolean.parseBoolean(environment.getProperty(ACCEPT_LOSS));
        if (!used.isEmpty() && directory.find(FILE).isEmpty() && !lossAccepted) {
            throw new CannotStart("The database holds encrypted secrets, but the data directory "
                    + directory.path() + " has no " + FILE
                    + ": put that file back from a backup or from the directory used"
                    + " before or, if it is lost for good, start once with " + ACCEPT_LOSS
                    + "=true and set every secret again.");
        }
        read(directory.secretFile(FILE, SecretKeys::fresh));
        current = keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The file " + FILE + " in the data directory " + directory.path() + " has no key."));
        if (!keys.keySet().containsAll(used)) {
            log.warn(
                    "Some stored secrets need a key that {} in {} does not have; attempts that use them fail until they are set again.",
                    FILE,
                    directory.path());
        }
    }

    private void read(String file) {
        for (var line : file.lines().toList()) {
            var separator = line.indexOf(' ');
            if (separator > 0) {
                var bytes =
                        Base64.getDecoder().decode(line.substring(separator + 1).strip());
                keys.put(line.substring(0, separator), new SecretKeySpec(bytes, "AES"));
            }
        }
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

package com.appaloft.infrastructure.secrets;

import com.appaloft.infrastructure.runtime.RuntimeConfiguration;
import com.appaloft.infrastructure.system.CannotStart;
import com.appaloft.infrastructure.system.DataDirectory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Every key this process has seen: a value may be read while its old key is being forgotten. */
    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();

    private final DataDirectory directory;
    private volatile List<String> lines;

    SecretKeys(DataDirectory directory, JdbcClient jdbc, Environment environment) {
        this.directory = directory;
        var used = jdbc.sql("""
                        select key_id from environment_secret where key_id is not null
                        union select key_id from webhook""").query(String.class).list();
        boolean lossAccepted = Boolean.parseBoolean(environment.getProperty(ACCEPT_LOSS));
        if (!used.isEmpty() && directory.find(FILE).isEmpty() && !lossAccepted) {
            throw new CannotStart("The database holds encrypted secrets, but the data directory "
                    + directory.path() + " has no " + FILE
                    + ": put that file back from a backup or from the directory used"
                    + " before or, if it is lost for good, start once with " + ACCEPT_LOSS
                    + "=true and set every secret again.");
        }
        this.lines = directory
                .secretFile(FILE, () -> fresh() + "\n")
                .lines()
                .filter(line -> line.indexOf(' ') > 0)
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException(
                    "The file " + FILE + " in the data directory " + directory.path() + " has no key.");
        }
        lines.forEach(line -> keys.put(id(line), key(line, line.indexOf(' '))));
        if (!keys.keySet().containsAll(used)) {
            log.warn(
                    "Some stored secrets need a key that {} in {} does not have; attempts that use them fail until they are set again.",
                    FILE,
                    directory.path());
        }
    }

    String current() {
        return id(lines.getFirst());
    }

    SecretKey key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("The secret was encrypted with key " + id
                    + ", which is not in secrets.key of this data directory; restore that file.");
        }
        return key;
    }

    /** Whether old keys are still kept beside the current one. */
    boolean rotating() {
        return lines.size() > 1;
    }

    /** Puts a new key first; the file has it before anything is encrypted with it. */
    void add() {
        var line = fresh();
        var next = new ArrayList<>(List.of(line));
        next.addAll(lines);
        keys.put(id(line), key(line, line.indexOf(' ')));
        write(next);
    }

    void forgetOld() {
        write(List.of(lines.getFirst()));
    }

    private void write(List<String> next) {
        directory.replaceSecretFile(FILE, String.join("\n", next) + "\n");
        lines = List.copyOf(next);
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static SecretKey key(String line, int separator) {
        return new SecretKeySpec(
                Base64.getDecoder().decode(line.substring(separator + 1).strip()), "AES");
    }

    private static String fresh() {
        var id = new byte[4];
        var key = new byte[32];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key);
    }
}

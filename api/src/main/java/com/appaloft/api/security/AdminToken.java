package com.appaloft.api.security;

import com.appaloft.api.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The admin token: the one of {@code APPALOFT_ADMIN_TOKEN}, else the one kept in the data directory, else the one last given, else a
 * new one. Only its hash is stored in the database and compared.
 */
@Component
class AdminToken {
    static final String FILE = "admin-token";
    private static final int BYTES = 32;

    private final DataFolder data;
    private final byte[] hash;

    AdminToken(Environment environment, DataFolder data, TokenHash stored) throws IOException {
        this.data = data;
        var given = environment.getProperty("APPALOFT_ADMIN_TOKEN", "").strip();
        if (!given.isEmpty()) {
            hash = hash(given);
            forgetAnother(given);
        } else if (Files.exists(file())) {
            hash = hash(Files.readString(file()).strip());
        } else {
            var known = stored.find();
            hash = known.isPresent() ? known.get() : hash(generated());
        }
        stored.replace(hash);
    }

    /** Compares in constant time. */
    boolean matches(String token) {
        return MessageDigest.isEqual(hash, hash(token));
    }

    /** A kept token that no longer opens the door would only mislead the command line. */
    private void forgetAnother(String given) throws IOException {
        if (Files.exists(file()) && !Files.readString(file()).strip().equals(given)) {
            Files.delete(file());
        }
    }

    private String generated() throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        data.write(FILE, token + "\n");
        System.out.println("admin token (printed once, kept in " + file() + "): " + token);
        return token;
    }

    private Path file() {
        return data.path().resolve(FILE);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

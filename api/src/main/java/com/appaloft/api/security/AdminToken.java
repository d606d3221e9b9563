package com.appaloft.api.security;

import com.appaloft.api.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The admin token: from {@code APPALOFT_ADMIN_TOKEN}, or generated once and kept for the user. Only its hash stays in memory. */
@Component
class AdminToken {
    private static final String FILE = "admin-token";
    private final byte[] hash;

    AdminToken(Environment environment, DataFolder data) throws IOException {
        var given = environment.getProperty("APPALOFT_ADMIN_TOKEN", "").strip();
        hash = hash(given.isEmpty() ? keptOrGenerated(data) : kept(given, data));
    }

    /** Compares in constant time. */
    boolean matches(String token) {
        return MessageDigest.isEqual(hash, hash(token));
    }

    /** The command line of the same user reads it there. */
    private static String kept(String given, DataFolder data) throws IOException {
        data.write(FILE, given + "\n");
        return given;
    }

    private static String keptOrGenerated(DataFolder data) throws IOException {
        var file = data.path().resolve(FILE);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        data.write(FILE, token + "\n");
        System.out.println("admin token (printed once, kept in " + file + "): " + token);
        return token;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package com.appaloft.domain.runtime;

import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names things by what they contain: the same content always has the same id. */
public final class ContentIdentity {
    private ContentIdentity() {}

    /** The artifact that this image is on this server. */
    public static ArtifactId artifact(ServerId server, String imageId) {
        return new ArtifactId(
                ArtifactId.PREFIX + fingerprint(server.value() + "|" + imageId).substring(0, 26));
    }

    /** SHA-256 of the text as 64 lower-case hex digits. */
    public static String fingerprint(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

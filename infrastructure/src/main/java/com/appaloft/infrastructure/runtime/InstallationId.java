package com.appaloft.infrastructure.runtime;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells this installation's objects on a host from those of another one that shares the host. */
public record InstallationId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public InstallationId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "An installation id has 1 to 64 letters, digits, dots, dashes or underscores.");
        }
    }

    static InstallationId fresh() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return new InstallationId(HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.appaloft.infrastructure.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells this installation's objects on a host from those of another one that shares the host. */
public record InstallationId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public InstallationId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "An installation id has 1 to 64 letters, digits, dots, dashes or underscores.");
        }
    }

    /** The id this data directory has had from its first start on. */
    public static InstallationId in(Path dataDirectory) {
        Path file = dataDirectory.resolve("installation-id");
        try {
            if (!Files.exists(file)) {
                writeNew(file);
            }
            return new InstallationId(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The installation id cannot be kept in " + file, e);
        }
    }

    private static void writeNew(Path file) throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "installation-id", ".tmp");
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
            // a hard link appears whole or not at all, and never replaces what another process wrote first
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

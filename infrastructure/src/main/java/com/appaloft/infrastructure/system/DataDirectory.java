package com.appaloft.infrastructure.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the control plane keeps what must last; private to its user (0700) and to one running control plane. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel claim;

    private DataDirectory(Path path, FileChannel claim) {
        this.path = path;
        this.claim = claim;
    }

    /**
     * Makes the directory where it is missing and claims it for this process.
     *
     * @throws CannotStart with one sentence if another control plane uses it
     */
    public static DataDirectory claim(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        try {
            makePrivate(path);
            var channel = FileChannel.open(
                    path.resolve("control-plane.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new CannotStart("Another control plane is running on the data directory " + path
                        + "; stop it or set APPALOFT_DATA_DIR to another directory.");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    public Path path() {
        return path;
    }

    /** A directory inside, made private where it is missing. */
    public Path directory(String name) {
        var inside = path.resolve(name);
        try {
            makePrivate(inside);
            return inside;
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + inside + " cannot be made.", e);
        }
    }

    /** The text of a file that is already there. */
    public Optional<String> find(String name) {
        var file = path.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
    }

    /** The text of a private file (0600); made once, whole or not at all, where it is missing. */
    public String secretFile(String name, Supplier<String> content) {
        var file = path.resolve(name);
        if (!Files.exists(file)) {
            replaceSecretFile(name, content.get());
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
    }

    /** Writes a private file (0600); whatever happens, the old text or the new one is there, whole. */
    public void replaceSecretFile(String name, String content) {
        var file = path.resolve(name);
        var fresh = path.resolve(name + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
                // the rename itself must outlive a power cut: values are encrypted with the new key next
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be made.", e);
        }
    }

    /** Lets another control plane use it. */
    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

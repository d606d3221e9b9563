package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.domain.deployment.FailureCode;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/** Keeps archives as files named by their digest: written whole or not at all, and never handed out damaged. */
public final class FolderArchives implements SourceArchives {
    /** Long enough for whoever captured it to record that it is needed. */
    static final Duration YOUNG = Duration.ofMinutes(10);

    /** Nobody writes that long. */
    static final Duration ABANDONED = Duration.ofDays(1);

    private static final String FINISHED = ".tar";
    private static final String UNFINISHED = ".tmp";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Writes a tar archive and answers how many files it has. */
    @FunctionalInterface
    public interface Content {
        int writeTo(OutputStream out) throws IOException;
    }

    /** A file as it was when its digest was last verified. */
    private record Verified(long size, FileTime modified) {}

    private final Path directory;
    private final FolderLimits limits;
    private final Clock clock;
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();

    public FolderArchives(Path dataDirectory, int mostFiles, long mostBytes) {
        this(dataDirectory, mostFiles, mostBytes, Clock.systemUTC());
    }

    FolderArchives(Path dataDirectory, int mostFiles, long mostBytes, Clock clock) {
        this.clock = clock;
        this.directory = dataDirectory.resolve("archives");
        this.limits = new FolderLimits(mostFiles, mostBytes);
    }

    /** One way to read a folder. */
    private interface Reading<T> {
        T from(Path root) throws IOException;
    }

    @Override
    public Archive capture(String folder, @Nullable String part, Operation operation) {
        return reading(folder, part, operation, root -> keep(new FolderReader(root, limits, operation)::writeTo));
    }

    /** Reads the folder as a capture does and keeps nothing. @return how many files it has */
    int read(String folder, @Nullable String part, Operation operation) {
        return reading(
                folder,
                part,
                operation,
                root -> new FolderReader(root, limits, operation).writeTo(OutputStream.nullOutputStream()));
    }

    private static <T> T reading(String folder, @Nullable String part, Operation operation, Reading<T> how) {
        operation.throwIfCanceled();
        try {
            return how.from(part == null ? root(folder) : part(root(folder), part));
        } catch (NoSuchFileException e) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, "A part of the folder went away while it was read.", e.getFile(), e);
        } catch (AccessDeniedException e) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, "A part of the folder may not be read.", e.getFile(), e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Keeps what is written, under the digest of it; nothing of it stays where that fails. */
    public Archive keep(Content content) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // createTempFile: readable by the owner only
        Path fresh = Files.createTempFile(directory, "capture", UNFINISHED);
        try {
            return keep(fresh, content);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Archive keep(Path fresh, Content content) throws IOException {
        MessageDigest sha256 = sha256();
        int files;
        try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            OutputStream out = new DigestOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)), sha256);
            files = content.writeTo(new Unclosed(out));
            out.flush();
            file.force(true);
        }
        String digest = "sha256:" + HexFormat.of().formatHex(sha256.digest());
        Path kept = path(digest);
        move(fresh, kept);
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
        verified.put(digest, state(kept));
        return new Archive(digest, files, Files.size(kept));
    }

    @Override
    public synchronized boolean discard(String digest) {
        try {
            Path file = path(digest);
            if (!Files.exists(file)) {
                return true;
            }
            var captured = Files.getLastModifiedTime(file).toInstant();
            if (captured.plus(YOUNG).isAfter(clock.instant())) {
                return false;
            }
            Files.deleteIfExists(file);
            verified.remove(digest);
            return true;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public List<String> old() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            var digests = new ArrayList<String>();
            for (var file : files.filter(this::old).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) {
                    Files.deleteIfExists(file);
                } else {
                    digests.add("sha256:" + name.replace(FINISHED, ""));
                }
            }
            return digests.stream().filter(DIGEST.asMatchPredicate()).toList();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private boolean old(Path file) {
        return file.toFile().lastModified() < clock.instant().minus(ABANDONED).toEpochMilli();
    }

    private synchronized void move(Path fresh, Path kept) throws IOException {
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path root(String folder) throws IOException {
        try {
            Path given = Path.of(folder);
            if (given.isAbsolute()
                    && Files.isDirectory(given)
                    && Files.isReadable(given)
                    && Files.isExecutable(given)) {
                return given.toRealPath();
            }
        } catch (InvalidPathException e) {
            throw notFound(folder);
        }
        throw notFound(folder);
    }

    /** A part of the folder, and not what a link in it leads to elsewhere. */
    private static Path part(Path root, String part) throws IOException {
        Path inside = root(root.resolve(part).toString());
        if (!inside.startsWith(root)) {
            throw new BackendFailure(FailureCode.SOURCE_UNSAFE, "The directory " + part + " leads out of the folder.");
        }
        return inside;
    }

    @Override
    public boolean has(String digest) {
        try {
            Path file = path(digest);
            return Files.isRegularFile(file) && whole(digest, file);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public InputStream open(String digest) {
        requireWhole(digest);
        try {
            return Files.newInputStream(path(digest));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean contains(String digest, String path) {
        requireWhole(digest);
        String wanted = Path.of(path).normalize().toString();
        try (var tar = new TarFile(path(digest))) {
            return tar.getEntries().stream()
                    .anyMatch(e -> e.isFile() && e.getName().equals(wanted));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<byte[]> file(String digest, String path, int most) {
        requireWhole(digest);
        try (var tar = new TarFile(path(digest))) {
            for (var entry : tar.getEntries()) {
                if (entry.isFile() && entry.getName().equals(path)) {
                    try (var in = tar.getInputStream(entry)) {
                        return Optional.of(in.readNBytes(most + 1));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void requireWhole(String digest) {
        if (!has(digest)) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, "What the source contained is not kept any more, or is damaged.");
        }
    }

    /** Reads the file again only if it is not the file that was verified before. */
    private boolean whole(String digest, Path file) throws IOException {
        Verified now = state(file);
        if (now.equals(verified.get(digest))) {
            return true;
        }
        MessageDigest sha256 = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        boolean whole = digest.equals("sha256:" + HexFormat.of().formatHex(sha256.digest()));
        if (whole) {
            verified.put(digest, now);
        }
        return whole;
    }

    private static Verified state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Verified(attributes.size(), attributes.lastModifiedTime());
    }

    private Path path(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new BackendFailure(FailureCode.SOURCE_NOT_FOUND, "That is not the digest of an archive.");
        }
        return directory.resolve(digest.substring("sha256:".length()) + FINISHED);
    }

    private static BackendFailure notFound(String folder) {
        return new BackendFailure(
                FailureCode.SOURCE_NOT_FOUND,
                folder + " is not a folder that this server can read; give its absolute path.");
    }

    /** Why a source could not be kept. */
    public static BackendFailure failure(IOException e) {
        String words = String.valueOf(e.getMessage());
        return words.contains("No space left")
                ? new BackendFailure(FailureCode.DISK_FULL, "The disk of the server is full.", words, e)
                : new BackendFailure(FailureCode.UNEXPECTED, "The source could not be read or kept.", words, e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Lets a writer finish without closing the file, which is still to be forced to the disk. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

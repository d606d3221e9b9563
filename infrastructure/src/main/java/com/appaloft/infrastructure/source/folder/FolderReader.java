package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads a folder into a tar archive that depends on nothing but the folder's content: no times, no owners, a fixed order. */
final class FolderReader {
    private static final String GIT = ".git";
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final FolderLimits limits;
    private final Operation operation;
    private final DockerIgnore ignored;

    /** @param root a real path */
    FolderReader(Path root, FolderLimits limits, Operation operation) throws IOException {
        this.root = root;
        this.limits = limits;
        this.operation = operation;
        this.ignored = DockerIgnore.of(root);
    }

    /** Writes the archive; answers how many files it has. */
    int writeTo(OutputStream out) throws IOException {
        try (var tar = new SourceTar(out, limits, operation)) {
            readDirectory(tar, root);
            return tar.files();
        }
    }

    private void readDirectory(SourceTar tar, Path directory) throws IOException {
        for (Path child : sorted(directory)) {
            operation.throwIfCanceled();
            String name = name(child);
            if (child.getFileName().toString().equals(GIT)) {
                continue;
            }
            boolean excluded = ignored.excludes(name);
            if (excluded && !ignored.mayIncludeBelow()) {
                continue;
            }
            read(tar, child, name, excluded);
        }
    }

    private void read(SourceTar tar, Path child, String name, boolean excluded) throws IOException {
        var attributes = Files.readAttributes(child, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            if (!excluded) {
                tar.directory(name);
            }
            readDirectory(tar, child);
        } else if (excluded) {
            return;
        } else if (attributes.isSymbolicLink()) {
            tar.link(name, safeTarget(child, name));
        } else if (attributes.isRegularFile()) {
            readFile(tar, child, name, attributes);
        } else {
            throw unsafe(name + " is neither a file, a folder nor a link.");
        }
    }

    private void readFile(SourceTar tar, Path file, String name, PosixFileAttributes before) throws IOException {
        tar.beginFile(name, before.size(), before.permissions().contains(PosixFilePermission.OWNER_EXECUTE));
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long left = before.size();
            byte[] buffer = new byte[BUFFER];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw changed(name);
                }
                tar.write(buffer, read);
                left -= read;
            }
            if (in.read() >= 0) {
                throw changed(name);
            }
        }
        var after = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!after.lastModifiedTime().equals(before.lastModifiedTime()) || after.size() != before.size()) {
            throw changed(name);
        }
        tar.endFile();
    }

    /** The link as it is, where both the words of it and what it leads to stay inside. */
    private String safeTarget(Path link, String name) throws IOException {
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute() || !link.resolveSibling(target).normalize().startsWith(root)) {
            throw unsafe("The link " + name + " leads out of the folder.");
        }
        try {
            if (!link.toRealPath().startsWith(root)) {
                throw unsafe("The link " + name + " leads out of the folder.");
            }
        } catch (FileSystemException e) {
            // leads nowhere or to itself, but not out
            return target.toString();
        }
        return target.toString();
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted(Comparator.comparing(p -> p.getFileName().toString()))
                    .toList();
        } catch (AccessDeniedException e) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, "A part of the folder may not be read.", e.getFile(), e);
        }
    }

    private String name(Path child) {
        return root.relativize(child).toString();
    }

    private static BackendFailure unsafe(String sentence) {
        return new BackendFailure(FailureCode.SOURCE_UNSAFE, sentence);
    }

    private static BackendFailure changed(String name) {
        return new BackendFailure(
                FailureCode.UNEXPECTED,
                name + " changed while it was read; try again when nothing writes to the folder.");
    }
}

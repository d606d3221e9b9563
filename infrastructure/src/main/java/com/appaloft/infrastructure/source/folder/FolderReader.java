package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads a folder into a tar archive that depends on nothing but the folder's content: no times, no owners, a fixed order. */
final class FolderReader {
    private static final String GIT = ".git";
    private static final int BUFFER = 64 * 1024;
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

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
        try (var tar = new SourceTar(out, limits, operation);
                var top = opened(root)) {
            readDirectory(tar, top, root);
            return tar.files();
        }
    }

    /** From here on every name is opened in a directory that is open: whoever swaps one for a link leads nobody out. */
    private static SecureDirectoryStream<Path> opened(Path root) throws IOException {
        if (Files.newDirectoryStream(root) instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("this operating system cannot read folders safely");
    }

    private void readDirectory(SourceTar tar, SecureDirectoryStream<Path> directory, Path path) throws IOException {
        for (var own : sorted(directory)) {
            var child = path.resolve(own);
            String name = root.relativize(child).toString();
            tar.visit(name);
            if (own.toString().equals(GIT)) {
                continue;
            }
            boolean excluded = ignored.excludes(name);
            if (!excluded || ignored.mayIncludeBelow()) {
                read(tar, directory, child, excluded);
            }
        }
    }

    private void read(SourceTar tar, SecureDirectoryStream<Path> directory, Path child, boolean excluded)
            throws IOException {
        var own = child.getFileName();
        var name = root.relativize(child).toString();
        var attributes = attributes(directory, own);
        if (attributes.isDirectory()) {
            if (!excluded) {
                tar.directory(name);
            }
            try (var below = below(directory, own)) {
                readDirectory(tar, below, child);
            }
        } else if (excluded) {
            return;
        } else if (attributes.isSymbolicLink()) {
            tar.link(name, safeTarget(child, name));
        } else if (attributes.isRegularFile()) {
            readFile(tar, directory, child, attributes);
        } else {
            throw unsafe(name + " is neither a file, a folder nor a link.");
        }
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> directory, Path own) throws IOException {
        return directory
                .getFileAttributeView(own, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static SecureDirectoryStream<Path> below(SecureDirectoryStream<Path> directory, Path own)
            throws IOException {
        try {
            return directory.newDirectoryStream(own, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            throw unreadable(e);
        }
    }

    private void readFile(SourceTar tar, SecureDirectoryStream<Path> directory, Path child, PosixFileAttributes before)
            throws IOException {
        var own = child.getFileName();
        var name = root.relativize(child).toString();
        tar.beginFile(name, before.size(), before.permissions().contains(PosixFilePermission.OWNER_EXECUTE));
        try (var channel = directory.newByteChannel(own, READING);
                var in = Channels.newInputStream(channel)) {
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
        var after = attributes(directory, own);
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

    private static List<Path> sorted(SecureDirectoryStream<Path> directory) throws IOException {
        var names = new ArrayList<Path>();
        try {
            directory.forEach(child -> names.add(child.getFileName()));
        } catch (DirectoryIteratorException e) {
            if (e.getCause() instanceof AccessDeniedException denied) {
                throw unreadable(denied);
            }
            throw e.getCause();
        }
        names.sort(Comparator.comparing(Path::toString));
        return names;
    }

    private static BackendFailure unreadable(AccessDeniedException e) {
        return new BackendFailure(
                FailureCode.SOURCE_NOT_FOUND, "A part of the folder may not be read.", e.getFile(), e);
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

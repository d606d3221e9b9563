package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.source.folder.DockerIgnore;
import com.appaloft.infrastructure.source.folder.FolderLimits;
import com.appaloft.infrastructure.source.folder.SourceTar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Writes the tree of a commit, or a directory of it, into a tar archive; without a checkout nothing of it runs or leads out. */
final class GitTree {
    private static final int BUFFER = 64 * 1024;

    private final Repository repository;
    private final ObjectId tree;
    private final FolderLimits limits;
    private final Operation operation;
    private final DockerIgnore ignored;

    private GitTree(Repository repository, ObjectId tree, FolderLimits limits, Operation operation) throws IOException {
        this.repository = repository;
        this.tree = tree;
        this.limits = limits;
        this.operation = operation;
        this.ignored = DockerIgnore.of(ignoreFile());
    }

    /** @param directory relative, without steps up; absent means the whole tree */
    static GitTree of(
            Repository repository,
            ObjectId commit,
            @Nullable String directory,
            FolderLimits limits,
            Operation operation)
            throws IOException {
        try (var walk = new RevWalk(repository)) {
            var root = walk.parseCommit(commit).getTree();
            var wanted = directory == null ? root : below(repository, root, directory);
            return new GitTree(repository, wanted, limits, operation);
        }
    }

    private static ObjectId below(Repository repository, ObjectId root, String directory) throws IOException {
        var tree = root;
        for (var name : directory.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            try (var found = TreeWalk.forPath(repository, name, tree)) {
                if (found == null || !FileMode.TREE.equals(found.getRawMode(0))) {
                    throw new BackendFailure(
                            FailureCode.SOURCE_NOT_FOUND, "The commit has no directory " + directory + ".");
                }
                tree = found.getObjectId(0);
            }
        }
        return tree;
    }

    /** Answers how many files there are. */
    int writeTo(OutputStream out) throws IOException {
        try (var tar = new SourceTar(out, limits, operation)) {
            write(tar, tree, "");
            return tar.files();
        }
    }

    /** A plain file at the root; of a larger one, one byte more than asked for. */
    Optional<byte[]> file(String name, int most) throws IOException {
        try (var found = TreeWalk.forPath(repository, name, tree)) {
            if (found == null || (found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            try (InputStream in = repository.open(found.getObjectId(0)).openStream()) {
                return Optional.of(in.readNBytes(most + 1));
            }
        }
    }

    private void write(SourceTar tar, ObjectId directory, String prefix) throws IOException {
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(directory);
            while (walk.next()) {
                var name = prefix + safe(walk.getNameString(), prefix);
                tar.visit(name);
                boolean excluded = ignored.excludes(name);
                if (!excluded || ignored.mayIncludeBelow()) {
                    write(tar, walk, name, excluded);
                }
            }
        }
    }

    private void write(SourceTar tar, TreeWalk at, String name, boolean excluded) throws IOException {
        int type = at.getRawMode(0) & FileMode.TYPE_MASK;
        if (type == FileMode.TYPE_TREE) {
            if (!excluded) {
                tar.directory(name);
            }
            write(tar, at.getObjectId(0), name + "/");
        } else if (excluded) {
            return;
        } else if (type == FileMode.TYPE_FILE) {
            writeFile(tar, at.getObjectId(0), name, (at.getRawMode(0) & 0111) != 0);
        } else {
            throw new BackendFailure(
                    FailureCode.SOURCE_UNSAFE,
                    name + (type == FileMode.TYPE_SYMLINK ? " is a link" : " is another repository")
                            + "; replace it by files, or leave it out by .dockerignore.");
        }
    }

    private void writeFile(SourceTar tar, ObjectId blob, String name, boolean executable) throws IOException {
        var content = repository.open(blob);
        tar.beginFile(name, content.getSize(), executable);
        try (InputStream in = content.openStream()) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                tar.write(buffer, read);
            }
        }
        tar.endFile();
    }

    /** Trees can be written by anybody, with names no checkout would make. */
    private static String safe(String name, String prefix) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty()
                || lower.equals(".")
                || lower.equals("..")
                || lower.equals(".git")
                || name.contains("/")
                || name.indexOf('\0') >= 0) {
            throw new BackendFailure(
                    FailureCode.SOURCE_UNSAFE, "The tree has an entry in /" + prefix + " that no file may be named.");
        }
        return name;
    }

    private byte[] ignoreFile() throws IOException {
        try (var found = TreeWalk.forPath(repository, DockerIgnore.FILE, tree)) {
            if (found == null || (found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return new byte[0];
            }
            try (InputStream in = repository.open(found.getObjectId(0)).openStream()) {
                return in.readNBytes(DockerIgnore.MOST_BYTES + 1);
            }
        }
    }
}
